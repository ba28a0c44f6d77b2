"""Turn the norms files that exist and a new one into the reasons why the new one would give people away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rely.model.reference import MARGINS_FROM, ReferenceFile, ReferenceGroup


def differences_that_tell(new: ReferenceFile, earlier: Iterable[ReferenceFile]) -> Iterator[str]:
    """Why a new file may not stand beside earlier ones, one sentence for each group, and one for groups by other items.

    Subtracting two files tells of the people who came or went in between. They are none, or as many as anything is
    told of at all: MARGINS_FROM.
    """
    for old in earlier:
        then, now = _items(old), _items(new)
        if then - now and now - then:
            yield (
                f"Groups are apart by {', '.join(sorted(now))}, and in norms file {old.number} by "
                f"{', '.join(sorted(then))}. A group here and a group there may be the same but for a few people, whom "
                f"subtracting would tell of. Build it {' '.join(f'--by {item}' for item in sorted(then | now))}: then "
                "that is looked at."
            )
        known = {_key(group): group for group in old.groups}
        for group in new.groups:
            if _key(group) in known and _tells(group, known[_key(group)]):
                yield (
                    f"{_named(group)}: {group.n} people, {known[_key(group)].n} in norms file {old.number}. Who "
                    f"subtracts one from the other sees fewer than {MARGINS_FROM} people. Build it again when there "
                    "are more."
                )


def _items(file: ReferenceFile) -> frozenset[str]:
    """The items by whose answers a file tells groups apart."""
    return frozenset(group.by.item for group in file.groups if group.by is not None)


def _key(group: ReferenceGroup) -> tuple[object, ...]:
    return group.perspective, group.selected, group.by


def _tells(new: ReferenceGroup, old: ReferenceGroup) -> bool:
    """Whether fewer than MARGINS_FROM people make the difference, in any score."""
    counts = [(new.n, old.n)]
    for name in new.scores.keys() & old.scores.keys():
        one, other = new.scores[name], old.scores[name]
        if one == other:
            continue
        counts.append((one.n, other.n))
        if one.n == other.n:
            return True
    return any(0 < abs(one - other) < MARGINS_FROM for one, other in counts)


def _named(group: ReferenceGroup) -> str:
    by = "" if group.by is None else f"{group.by.item} {group.by.code}"
    return ", ".join(part for part in (group.perspective, group.selected, by) if part)
