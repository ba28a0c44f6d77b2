"""Turn the rows of an XLSForm into its groups: sections, the pages in them, and what stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rely.loading.xlsform.reading import Line, XlsForm

_BEGIN = {"begin group", "begin_group", "begingroup"}
_END = {"end group", "end_group", "endgroup"}
_BEGIN_REPEAT = {"begin repeat", "begin_repeat", "beginrepeat", "begin lgroup", "begin looped group", "begin loop"}
_END_REPEAT = {"end repeat", "end_repeat", "endrepeat", "end lgroup", "end looped group", "end loop"}


@dataclass
class Group:
    """A group of the form; `line` is None for what stands outside of all groups."""

    line: Line | None
    rows: list[Placed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row that is no group itself: its page in its section, and the conditions of all groups around it."""

    line: Line
    page: int | None
    relevant: tuple[tuple[Line, str], ...]


def groups_of(form: XlsForm) -> list[Group]:
    """The outermost groups in order, with the rows in them; rows between them make groups without a line.

    Groups in groups are pages where they are shown at once; their labels are told, and repeats are left out.
    """
    return list(_Walk(form).groups())


class _Walk:
    """The rows of a form while they are put into groups."""

    def __init__(self, form: XlsForm) -> None:
        self._form = form
        self._open: list[Line] = []
        self._group: Group | None = None
        self._repeats = 0

    def groups(self) -> Iterator[Group]:
        for line in self._form.survey:
            kind = " ".join(line["type"].lower().split())
            if self._repeats or kind in _BEGIN_REPEAT:
                self._pass_over(line, kind)
            elif kind in _BEGIN:
                yield from self._begin(line)
            elif kind in _END:
                yield from self._end(line)
            elif kind:
                self._place(line)
            else:
                self._form.tell("left-out-row", line, reason="it has no type")
        if self._group is not None:
            yield self._group

    def _pass_over(self, line: Line, kind: str) -> None:
        """A row of a repeat, which a questionnaire cannot ask several times."""
        self._repeats += (kind in _BEGIN_REPEAT) - (kind in _END_REPEAT)
        if kind not in _END_REPEAT:
            reason = "questions that are asked several times (repeat) have no counterpart here"
            self._form.tell("left-out-row", line, reason=reason)

    def _begin(self, line: Line) -> Iterator[Group]:
        if not self._open:
            if self._group is not None:
                yield self._group
            self._group = Group(line)
        elif line.text("label"):
            reason = "groups within groups have no heading here"
            self._form.tell("left-out-cell", line, column="label", reason=reason)
        self._open.append(line)

    def _end(self, line: Line) -> Iterator[Group]:
        if not self._open:
            self._form.tell("left-out-row", line, name="end_group", reason="no group is open here")
            return
        self._open.pop()
        if not self._open and self._group is not None:
            yield self._group
            self._group = None

    def _place(self, line: Line) -> None:
        if self._group is None:
            self._group = Group(None)
        relevant = [(each, each["relevant"]) for each in (*self._open, line) if each["relevant"]]
        pages = [each.number for each in self._open[1:] if "field-list" in each["appearance"].split()]
        self._group.rows.append(Placed(line, pages[-1] if pages else None, tuple(relevant)))
