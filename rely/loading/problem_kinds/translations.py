"""Turn what can be wrong with a file of translations into kinds of problems, in a catalogue of their own."""

from typing import Final

from rely.loading.problem_kinds.kind import ProblemKind, Severity

_AGAIN: Final = "Make the file once more with `rely translate export`, and fill that in."


def _kind(code: str, message: str, summary: str, cure: str, severity: Severity = "error") -> ProblemKind:
    return ProblemKind(code, severity, message, summary, cure, since="0.1.0")


TRANSLATION_KINDS: Final[dict[str, ProblemKind]] = {
    kind.code: kind
    for kind in (
        _kind(
            "not-translations",
            "the file cannot be read as {what}: {reason}.",
            "The file is no PO file, or no spreadsheet of translations, or it is damaged.",
            _AGAIN,
        ),
        _kind(
            "other-instrument",
            "the file holds translations of '{name}', not of '{instrument}'.",
            "The header of a PO file names another questionnaire.",
            "Name the questionnaire that the file belongs to.",
        ),
        _kind(
            "no-language",
            "the file does not say into which language it translates{what}.",
            "The header of the file names no language, or something that is no language tag.",
            "Name the language with --lang, such as --lang fr.",
        ),
        _kind(
            "source-language",
            "the file translates into '{language}', which is the source language of '{instrument}'.",
            "The wording of the source language is not a translation; it is changed in the YAML itself.",
            "Write another language in the header, or change these texts in the YAML.",
        ),
        _kind(
            "repeated-text",
            "the text '{context}' stands twice in the file, with two translations.",
            "A file translates one text in two ways, and only one can be meant.",
            "Leave one of the two out.",
        ),
        _kind(
            "other-placeholders",
            "the translation of '{context}' fills in {translated}, its source {wanted}.",
            "The words in braces are filled in when the text is shown; a translation has the same ones.",
            "Write each of the words in braces once more, spelled as in the source.",
        ),
        _kind(
            "strange-character",
            "the translation of '{context}' holds the character {character}.",
            "A control character or a line end of another kind came along with a copied text.",
            "Type the text around it anew.",
        ),
        _kind(
            "too-long-translation",
            "the translation of '{context}' has {length} characters, and at most {limit} are possible.",
            "A text has an upper limit.",
            "Shorten it.",
        ),
        _kind(
            "error-in-cell",
            "the cell with the translation of '{context}' shows the error {error}.",
            "A spreadsheet took a translation for a formula and shows an error in its place.",
            "Type an apostrophe and then the translation.",
        ),
        _kind(
            "not-editable",
            "a text in this file cannot be changed in place, in {language}.",
            "The file is written in a way of YAML that cannot be changed without touching what stands beside it.",
            "Write the texts as blocks: one language a line, set in below the key.",
        ),
        _kind(
            "changed-meanwhile",
            "the file has changed while the translations were read.",
            "Somebody saved the questionnaire at this very moment, and nothing of that may be lost.",
            "Save it, and call the command again.",
        ),
        _kind(
            "no-such-text",
            "the questionnaire has no text '{context}'.",
            "A text was taken out or renamed since the file was made, or its name was changed in the file.",
            "It is left out. Copy it by hand if it belongs to another text.",
            "warning",
        ),
        _kind(
            "source-changed",
            "the source of '{context}' has changed since the file was made: it was '{before}', now it is '{now}'.",
            "A translation was made from a wording that is no longer the one of the questionnaire.",
            "It is left out. Translate the new wording, or take all of these as they are with --take-stale.",
            "warning",
        ),
        _kind(
            "uncertain",
            "the translation of '{context}' is marked as uncertain (fuzzy).",
            "A translator or a program has marked the translation as one to look at again.",
            "It is left out. Look at it, and take the mark away.",
            "warning",
        ),
    )
}
"""The kinds of problems of translation files by code; what is a warning is left out, and the rest is taken."""
