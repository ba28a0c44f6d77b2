"""Turn the code and the templates into the messages that need a translation, and say which ones lack it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract

from rely.languages.catalogue import FOLDER, read_catalogue, wordings_of
from rely.paths import reports_dir, templates_dir

KEYWORDS = {"gettext": None, "_": None, "N_": None, "ngettext": (1, 2)}
TEMPLATE_ENDINGS = (".html", ".txt", ".xml")
_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True, order=True)
class Used:
    """A message in use: its English wording, its plural wording if it counts something, and one place."""

    singular: str
    plural: str | None
    place: str

    @property
    def wordings(self) -> tuple[str, ...]:
        """The English wordings."""
        return (self.singular,) if self.plural is None else (self.singular, self.plural)


def messages_in_use() -> tuple[Used, ...]:
    """Every message of the code and the templates once, in alphabetical order."""
    found: dict[str, Used] = {}
    for used in _all_uses():
        known = found.get(used.singular)
        if known is None or known.plural is None:
            found[used.singular] = used
    return tuple(found[key] for key in sorted(found))


def translation_problems(language: str, used: Iterable[Used]) -> tuple[str, ...]:
    """What is wrong with the translations into `language`: each a sentence that names the message."""
    catalog = read_catalogue(language)
    return tuple(problem for message in used for problem in _problems(catalog.get(message.singular), message))


def updated_catalogue(language: str, used: Iterable[Used]) -> str:
    """The PO file of `language` with exactly the messages in use, alphabetical, new ones untranslated."""
    known = read_catalogue(language)
    return _header(language, known) + "".join(_entry(message, known.get(message.singular)) for message in used)


def _all_uses() -> Iterator[Used]:
    for path in sorted(FOLDER.parent.rglob("*.py")):
        yield from _uses(path, "python")
    for folder in (templates_dir(), reports_dir()):
        for path in sorted(folder.rglob("*")):
            if path.suffix in TEMPLATE_ENDINGS:
                yield from _uses(path, "jinja2")


def _uses(path: Path, method: str) -> Iterator[Used]:
    place = path.relative_to(FOLDER.parents[1]).as_posix()
    with path.open("rb") as file:
        for line, message, _comments, _context in _extracted(method, file):
            parts = (message,) if isinstance(message, str) else message
            texts = [part for part in parts if part]
            if texts:
                yield Used(texts[0], texts[1] if len(texts) > 1 else None, f"{place}:{line}")


def _extracted(method: str, file: BinaryIO) -> Iterable[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    return extract(method, file, keywords=KEYWORDS, options={"silent": "false"})


def _problems(translation: Message | None, used: Used) -> Iterator[str]:
    where = f"{used.singular!r} ({used.place})"
    if translation is None:
        yield f"{where} is not in the file. Run: python -m rely.languages"
        return
    if translation.fuzzy:
        yield f"{where} is marked as fuzzy. Check the translation and remove the mark."
    texts = wordings_of(translation)
    if not all(texts):
        yield f"{where} has no translation."
        return
    if used.plural is not None and len(texts) < 2:
        yield f"{where} counts something and needs a singular and a plural."
    wanted = _places(used.wordings)
    for text in texts:
        # A singular may say "one" instead of repeating the number.
        if _places([text]) - {"n"} != wanted - {"n"} or not _places([text]) <= wanted:
            yield f"{where} fills in {sorted(wanted)}, its translation {sorted(_places([text]))}."


def _places(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in _PLACE.findall(text)}


def _header(language: str, known: Catalog) -> str:
    fields = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {known.plural_forms}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{field}\\n"\n' for field in fields)


def _entry(used: Used, known: Message | None) -> str:
    texts = wordings_of(known) if known is not None else ("",)
    lines = [f"# {comment}" for comment in (known.user_comments if known else [])]
    lines += ["#, fuzzy"] if known is not None and known.fuzzy else []
    lines.append(f"msgid {_quoted(used.singular)}")
    if used.plural is None:
        lines.append(f"msgstr {_quoted(texts[0])}")
    else:
        lines.append(f"msgid_plural {_quoted(used.plural)}")
        forms = texts if len(texts) > 1 else ("", "")
        lines += [f"msgstr[{number}] {_quoted(text)}" for number, text in enumerate(forms)]
    return "\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
