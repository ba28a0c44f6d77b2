"""Hold the words by which programs and people say yes, no, does not apply, cannot judge, and nothing at all."""

from typing import Final

YES: Final = frozenset({"yes", "y", "ja", "j", "oui", "sí", "true", "waar", "wahr", "vrai", "x"})
NO: Final = frozenset({"no", "n", "nee", "nein", "non", "false", "onwaar", "falsch", "faux"})

CHOSEN: Final = YES | {"1", "selected", "checked", "quoted", "geselecteerd", "ausgewählt", "angekreuzt", "gewählt"}
NOT_CHOSEN: Final = NO | {"0", "not selected", "unchecked", "not quoted", "niet geselecteerd", "nicht gewählt"}
"""What stands in a column that belongs to one option of several."""

DOES_NOT_APPLY: Final = frozenset(
    {
        "n a",
        "not applicable",
        "does not apply",
        "nvt",
        "n v t",
        "niet van toepassing",
        "entfällt",
        "nicht zutreffend",
        "nicht anwendbar",
    }
)
CANNOT_JUDGE: Final = frozenset(
    {
        "don t know",
        "do not know",
        "dont know",
        "cannot judge",
        "can t say",
        "no opinion",
        "weet niet",
        "weet ik niet",
        "geen mening",
        "geen idee",
        "weiß nicht",
        "weiss nicht",
        "keine meinung",
        "kann ich nicht beurteilen",
    }
)
"""As `folded` writes them. They count only where the labels of the questionnaire say nothing else."""

MARKS: Final = frozenset(
    {
        "99",
        "999",
        "9999",
        "na",
        "nan",
        "null",
        "none",
        "missing",
        "no answer",
        "not answered",
        "no response",
        "keine antwort",
        "keine angabe",
        "geen antwoord",
        "niet ingevuld",
        "prefer not to answer",
        "prefer not to say",
    }
)
SIGNS: Final = frozenset(
    {"-", "--", ".", "..", "?", "/", "–", "—", "*", "#N/A", "#NULL!", "#VALUE!", "#REF!", "#DIV/0!"}
)
"""What may stand for a missing answer: words as `folded` writes them, and signs as they are written."""

RECODED: Final = frozenset({"r", "rev", "rec", "recoded", "reversed", "inv", "umgepolt", "omgekeerd", "gehercodeerd"})
"""The last word of a column's name that tells of answers which were reversed there already."""
