"""Turn the texts of a questionnaire into a PO file, which Poedit, Weblate and their like read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from rely import __version__
from rely.loading.translations.entries import Entry, placeholders
from rely.model.instrument import Instrument

_OWN_LINES = {
    b'"Generated-By': f'"X-Generator: Rely {__version__}\\n"'.encode(),
    b'"Report-Msgid-Bugs-To': b'"Report-Msgid-Bugs-To: \\n"',
    b'"Last-Translator': b'"Last-Translator: \\n"',
}
"""Lines of the header that Babel fills with examples or with itself."""

SERVES_ALL = "One wording serves all languages. Translate it only where it has to differ."


def po_file(
    instrument: Instrument,
    entries: Iterable[Entry],
    *,
    language: str | None,
    made: datetime,
    reference: str | None = None,
    outdated: Mapping[str, str] | None = None,
) -> bytes:
    """The PO file of the translations into `language`, or the template (POT) that has none when it is None.

    `made` is the moment it says it was made. `reference` is another language whose wording stands beside the
    source as a comment. `outdated` holds by context the wording of the source from which a translation was made
    that has not followed it since: such a translation is marked as fuzzy.
    """
    catalog = Catalog(
        locale=locale_of(language),
        header_comment=f"# {instrument.id} {instrument.version}: the texts of a questionnaire.\n"
        f"# The source language is {instrument.languages[0]}. Bring translations back with: rely translate import",
        project=instrument.id,
        version=instrument.version,
        creation_date=made,
        revision_date=made,
        language_team=language or "",
        fuzzy=False,
    )
    for entry in entries:
        _add(catalog, entry, language, reference, (outdated or {}).get(entry.context))
    content = BytesIO()
    write_po(content, catalog, width=0, include_previous=True)
    return _with_header(content.getvalue(), language)


def locale_of(language: str | None) -> Locale | str | None:
    """The locale of a language tag for Babel: the tag itself where it knows none."""
    if language is None:
        return None
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return language.replace("-", "_")


def remarks(entry: Entry, reference: str | None) -> tuple[str, ...]:
    """What a translator is told about a text."""
    kept = placeholders(entry.source)
    beside = "" if reference is None else entry.wording(reference)
    told = (
        entry.shown,
        f"Keep these words in braces as they are: {', '.join(kept)}" if kept else "",
        SERVES_ALL if entry.serves_all else "",
        f"{reference}: {beside}" if beside else "",
    )
    return tuple(" ".join(line.split()) for line in told if line)


def _add(catalog: Catalog, entry: Entry, language: str | None, reference: str | None, before: str | None) -> None:
    wording = "" if language is None else entry.wording(language)
    catalog.add(
        entry.source,
        wording,
        locations=[(entry.place.path, entry.place.line)],
        flags=["fuzzy"] if wording and before is not None else [],
        auto_comments=remarks(entry, reference),
        previous_id=before if wording and before is not None else "",
        context=entry.context,
    )


def _with_header(content: bytes, language: str | None) -> bytes:
    """The file with who made it, and its language as the questionnaire writes it where Babel writes none."""
    head, separator, rest = content.partition(b"\n\n")
    lines = []
    for line in head.split(b"\n"):
        name = line.partition(b":")[0]
        lines.append(_OWN_LINES.get(name, line))
    if b'\n"Language:' not in head:
        at = next(number for number, line in enumerate(lines) if line.startswith(b'"Language-Team:'))
        tag = "" if language is None else language.replace("-", "_")
        lines.insert(at, f'"Language: {tag}\\n"'.encode())
    return b"\n".join(lines) + separator + rest
