"""Turn a comparison into lines of text for the author, in the words of the format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rely.loading.diff.changes import EVERY_LANGUAGE, Change
from rely.loading.diff.compare import Comparison
from rely.loading.diff.scores import Comparable, ScoreVerdict
from rely.loading.diff.words import in_languages, value
from rely.loading.problems import visible
from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.scalars import version_number

_LISTS = frozenset({"facets", "response_scales", "given", "requirements", "consistency", "sections", "items", "works",
                    "perspectives", "bands", "measures", "forms", "profiles", "evidence_levels", "norms", "guidelines",
                    "cases"})  # fmt: skip
_WORDS = ("text", "label", "title", "citation", "explanation")
"""Where the words of an entry stand that say most about it."""

_MOST_REASONS = 8

_COMPARABLE: dict[Comparable, str] = {
    "yes": "comparable",
    "with_care": "comparable, with care",
    "no": "not comparable",
    "new": "new",
    "gone": "gone",
}


def tell(comparison: Comparison) -> Iterator[str]:
    """The whole comparison, line by line without line ends."""
    old, new = comparison.old, comparison.new
    yield f"{visible(old.id)} {old.version} compared with {visible(new.id)} {new.version}"
    yield ""
    if not comparison.changes:
        yield "Nothing changed: both have the same content."
        return
    yield from _changes(comparison)
    yield "Which scores stay comparable"
    yield from (f"  {line}" for line in _scores(comparison.scores))
    yield ""
    yield "What this asks of the version"
    yield from (f"  {line}" for line in _version(comparison))


def _changes(comparison: Comparison) -> Iterator[str]:
    languages = comparison.new.languages
    heading = ""
    for change in comparison.changes:
        key = change.path[0]
        if key != heading:
            if heading:
                yield ""
            heading = key
            if len(change.path) > 1:
                yield visible(key)
        indent = "  " if len(change.path) > 1 else ""
        yield f"{indent}{_place(change)}{_verb(change, languages)}"
        yield from (f"{indent}  {line}" for line in _old_and_new(change, languages))
    yield ""


def _place(change: Change) -> str:
    """Where the change is: the entry, then the keys below it."""
    inner = change.path[1:]
    if not inner:
        return f"{visible(change.path[0])} "
    if change.path[0] in _LISTS:
        first, inner = inner[0], inner[1:]
        return f"{visible(first)}{': ' if inner else ' '}{' › '.join(map(visible, inner))}{' ' if inner else ''}"
    return f"{' › '.join(map(visible, inner))} "


def _verb(change: Change, languages: tuple[str, ...]) -> str:
    is_entry = len(change.path) == 2 and change.path[0] in _LISTS
    if change.is_text:
        verb = change.kind if change.kind in ("added", "removed") else "reworded"
        if verb != "reworded" and EVERY_LANGUAGE in change.languages:
            return verb
        return f"{verb} {in_languages(_ordered(change.languages, languages))}"
    if change.kind == "added":
        return "is new" if is_entry else "added"
    if change.kind == "removed":
        return "is gone" if is_entry else "removed"
    if change.kind == "renamed":
        return f"is called {visible(change.new)} now; answers and references under the old name no longer fit"
    if change.kind == "moved":
        return f"moved from the section {visible(change.old)} to {visible(change.new)}"
    if change.kind == "reordered":
        return "in another order"
    if change.kind == "written_out":
        return "written out: the value was assumed before" if change.old is None else "left out: the value is assumed"
    texts = f", with {change.texts} texts" if change.texts else ""
    return f"{change.kind}{texts}"


def _old_and_new(change: Change, languages: tuple[str, ...]) -> Iterator[str]:
    if change.is_text:
        for language in _ordered(change.languages, languages):
            tag = "" if language == EVERY_LANGUAGE else f"{language} "
            yield from _pair(tag, (change.old or {}).get(language), (change.new or {}).get(language))
    elif change.kind in ("added", "removed"):
        yield from _pair("", _told(change.old, languages), _told(change.new, languages))
    elif change.kind not in ("renamed", "moved"):
        yield from _pair("", *_lists(change.old, change.new))


def _pair(tag: str, old: str | None, new: str | None) -> Iterator[str]:
    if old is not None:
        yield f"{tag}- {visible(old)}"
    if new is not None:
        yield f"{' ' * len(tag) if old is not None else tag}+ {visible(new)}"


def _lists(old: Any, new: Any) -> tuple[str | None, str | None]:
    """Two values; of two lists only what differs, so that a long list stays readable."""
    if isinstance(old, list) and isinstance(new, list):
        lost, come = _not_in(old, new), _not_in(new, old)
        if lost or come:
            return (value(lost) if lost else None), (value(come) if come else None)
        return _window(old, new)
    return (None if old is None else value(old)), (None if new is None else value(new))


def _not_in(some: list[Any], others: list[Any]) -> list[Any]:
    known = set(map(value, others))
    return [each for each in some if value(each) not in known]


def _window(old: list[Any], new: list[Any]) -> tuple[str, str]:
    """Two orders of the same entries, from the first to the last that stands elsewhere."""
    places = [at for at, both in enumerate(zip(old, new, strict=False)) if both[0] != both[1]]
    first, last = (places[0], places[-1] + 1) if places else (0, max(len(old), len(new)))
    return value(old[first:last]), value(new[first:last])


def _told(plain: Any, languages: tuple[str, ...]) -> str | None:
    """An entry by its words in the source language; anything else as it is written."""
    if plain is None:
        return None
    words = next((plain[key] for key in _WORDS if isinstance(plain, dict) and plain.get(key)), None)
    if isinstance(words, dict):
        return str(next((words[each] for each in languages if each in words), next(iter(words.values()))))
    return words if isinstance(words, str) else value(plain)


def _ordered(found: tuple[str, ...], languages: tuple[str, ...]) -> list[str]:
    """Languages in the order of the questionnaire, the source language first."""
    return sorted(found, key=lambda each: languages.index(each) if each in languages else len(languages))


def _scores(verdicts: tuple[ScoreVerdict, ...]) -> Iterator[str]:
    """Every score once, and those of other forms where these differ from the full form."""
    full = {each.score: each for each in verdicts if each.form == FULL_FORM}
    yield from _by_verdict(list(full.values()))
    for form in dict.fromkeys(each.form for each in verdicts if each.form != FULL_FORM):
        here = [each for each in verdicts if each.form == form]
        other = [each for each in here if not _is_alike(each, full.get(each.score))]
        if other:
            yield f"in the form {form}:"
            yield from (f"  {line}" for line in _by_verdict(other))


def _is_alike(one: ScoreVerdict, other: ScoreVerdict | None) -> bool:
    return other is not None and (one.comparable, one.because) == (other.comparable, other.because)


def _by_verdict(verdicts: list[ScoreVerdict]) -> Iterator[str]:
    """The scores by verdict, those with the same reasons in one line."""
    for comparable, told in _COMPARABLE.items():
        alike: dict[tuple[str, ...], list[str]] = {}
        for each in verdicts:
            if each.comparable == comparable:
                alike.setdefault(each.because, []).append(each.score)
        for because, scores in alike.items():
            yield f"{told}: {', '.join(scores)}{f', because {_reasons(because)}' if because else ''}"


def _reasons(because: tuple[str, ...]) -> str:
    shown = "; ".join(because[:_MOST_REASONS])
    left = len(because) - _MOST_REASONS
    return visible(shown if left <= 0 else f"{shown}; and {left} more reasons")


def _version(comparison: Comparison) -> Iterator[str]:
    version = comparison.version
    if version.step == "none":
        yield f"Nothing but the version changed, and nothing asks for another one than {comparison.old.version}."
        return
    yield f"a {version.step} step, to {version.needed} or later, because:"
    yield from (f"- {visible(each)}" for each in version.because)
    yield f"{version.written} is written{', which is enough.' if version.is_enough else '.'}"


def warning(comparison: Comparison) -> str | None:
    """What is wrong with the version that the new questionnaire says, in one sentence; None when nothing is."""
    version = comparison.version
    if version.is_enough:
        return None
    if _is_older(comparison.new, comparison.old):
        return (
            f"the second version, {version.written}, comes before the first, {comparison.old.version}. "
            "Look whether the two were exchanged."
        )
    return f"version {version.written} is not enough for a {version.step} step: raise `version` to {version.needed}."


def _is_older(one: Instrument, other: Instrument) -> bool:
    return version_number(one.version) < version_number(other.version)
