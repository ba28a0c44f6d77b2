"""Turn an XLSForm into the keys of a questionnaire, and tell of everything that has no counterpart in one."""

from __future__ import annotations

from typing import Any

from rely.loading.xlsform.answers import unused
from rely.loading.xlsform.conditions import Asked, Written, cases_of, shown_if
from rely.loading.xlsform.groups import Group, Placed, groups_of
from rely.loading.xlsform.items import check_columns, facets_of, help_of, marks_of, texts
from rely.loading.xlsform.lists import Scale, read_lists
from rely.loading.xlsform.naming import fact_id, id_like
from rely.loading.xlsform.parsing import Unparsable
from rely.loading.xlsform.questions import Answered, Answers
from rely.loading.xlsform.reading import Line, XlsForm
from rely.model.scalars import number_in

Block = dict[str, Any]

_OUTSIDE = "questions"
"""The section of what stands outside of all groups."""
_ABOVE = ("heading", "intro", "question")
_SCORED = ("likert", "rating")


class Taking:
    """A form while it is taken over: `block` is what is written, `rows` tell where each item and measure stands."""

    def __init__(self, form: XlsForm) -> None:
        self.form = form
        self.block: Block = {}
        self.rows: dict[str, Line] = {}
        self._answers = Answers(form, read_lists(form))
        self._facts: set[str] = set()
        self._sections: set[str] = set()
        self._scales: dict[str, Scale] = {}
        self._scale_ids: set[str] = set()
        self._facets: dict[str, dict[str, None]] = {}
        self._names: dict[str, Asked] = {}
        self._conditions: list[tuple[Block, Placed]] = []
        self._calculations: list[tuple[Block, Line]] = []
        self._parsed: dict[int, Written | bool] = {}

    def take(self) -> None:
        """Fill `block`. Raises XlsFormError when no question is left."""
        sections = [section for group in groups_of(self.form) if (section := self._section(group))["items"]]
        if not sections:
            raise self.form.refuse("no-questions")
        # Those that have a name have it first.
        for section in sorted(sections, key=lambda each: not each["id"]):
            section["id"] = unused(section["id"] or _OUTSIDE, self._sections)
        measures = self._measures()
        for item, placed in self._conditions:
            condition = self._condition(placed)
            if condition is not None:
                item["show_if"] = condition
        self.block["facets"] = [
            {"id": facet, "label": facet, "values": [{"id": value, "label": value} for value in values]}
            for facet, values in self._facets.items()
        ]
        scales = list(self._scales.values())
        self.block |= {"response_scales": scales, "sections": sections, "measures": measures}
        check_columns(self.form)

    @property
    def title(self) -> dict[str, str] | str:
        """The title of the form."""
        settings = self.form.settings
        return settings.text("rely_title") or settings["form_title"] or settings["form_id"] or "Questionnaire"

    def _section(self, group: Group) -> Block:
        section = self._heading(group)
        shown: list[tuple[int | None, str]] = []
        for placed in group.rows:
            item = self._row(group, section, placed)
            if item is not None:
                section["items"].append(item)
                shown.append((placed.page, item["id"]))
        pages = _pages(shown)
        return section | ({"pages": pages} if pages else {})

    def _heading(self, group: Group) -> Block:
        line = group.line
        if line is None:
            return {"id": "", "title": self.title, "items": []}
        wanted = line["rely_id"] or line["name"] or "section"
        return {"id": id_like(wanted, "section"), "title": line.text("label") or wanted, "items": []}

    def _row(self, group: Group, section: Block, placed: Placed) -> Block | None:
        """The item of a row; None where it becomes something else, or nothing."""
        line, kind = placed.line, " ".join(placed.line["type"].split())
        if kind == "note":
            self._note(group, section, placed)
        elif kind == "calculate":
            measure: Block = {"id": fact_id(self.form, line, self._facts), "kind": "first_match"}
            self.rows[measure["id"]] = line
            self._calculations.append((measure | texts(line, label="rely_label"), line))
        else:
            answered = self._answers.of(line)
            if isinstance(answered, str):
                self.form.tell("left-out-row", line, reason=answered)
            elif line["rely_part"] == "given":
                self._given(line, answered)
            else:
                return self._item(placed, answered)
        return None

    def _note(self, group: Group, section: Block, placed: Placed) -> None:
        """A text that is shown: above the questions of its group, or before or after everything."""
        line, text = placed.line, placed.line.text("label")
        part = line["rely_part"] if line["rely_part"] in (*_ABOVE, "disclaimer") else "intro"
        at_top = group.line is None and not section["items"] and not self.rows
        holder = self.block if part == "disclaimer" or at_top else section
        if not text:
            self.form.tell("left-out-row", line, reason="it has no label")
        elif any(each is not group.line for each, _ in placed.relevant):
            self.form.tell("left-out-row", line, reason="a text between questions cannot have a condition here")
        elif part in holder or (holder is section and section["items"]):
            self.form.tell("left-out-row", line, reason="one text stands here, above the questions of a group")
        else:
            holder[part] = text

    def _item(self, placed: Placed, answered: Answered) -> Block:
        line = placed.line
        name = fact_id(self.form, line, self._facts)
        self.rows[name] = line
        item: Block = {"id": name, "text": line.text("label") or line["name"] or name}
        item |= texts(line, label="rely_label", why="guidance_hint") | {"response_scale": self._scale(line, answered)}
        item |= {"help": help_} if (help_ := help_of(line)) else {}
        if facets := facets_of(self.form, line):
            item["facets"] = facets
            for facet, values in facets.items():
                self._facets.setdefault(facet, {}).update(dict.fromkeys(values))
        item |= marks_of(self.form, line, is_scored=_is_scored(answered.scale))
        item |= {"allow_na": False} if answered.lacks_na else {}
        self._know(line, answered.asked(name))
        if placed.relevant:
            self._conditions.append((item, placed))
        return item

    def _given(self, line: Line, answered: Answered) -> None:
        name = fact_id(self.form, line, self._facts)
        given: Block = {"id": name, "label": line.text("label") or name}
        options = answered.scale.get("options", [])
        if options:
            given["codes"] = [str(option["code"]) for option in options]
            given["words"] = [{"code": str(each["code"]), "label": each["label"]} for each in options]
        given |= {key: answered.scale[key] for key in ("unit", "min", "max") if key in answered.scale and not options}
        given |= {"help": help_} if (help_ := help_of(line)) else {}
        self.block.setdefault("given", []).append(given)
        self._know(line, answered.asked(name))

    def _know(self, line: Line, asked: Asked) -> None:
        """Let expressions look at a row; of several with one name at the first."""
        if line["name"]:
            self._names.setdefault(line["name"], asked)

    def _scale(self, line: Line, answered: Answered) -> str:
        """The id of the response scale with these answers; one that is there already serves again."""
        seconds = number_in(line["rely_seconds"])
        scale = {**answered.scale, **({"seconds": seconds} if seconds is not None and 0 < seconds <= 600 else {})}
        key = f"{line['rely_scale']} {scale!r}"
        if key not in self._scales:
            found = unused(id_like(answered.wanted, "list"), self._scale_ids)
            self._scales[key] = {"id": found, **scale}
        return str(self._scales[key]["id"])

    def _measures(self) -> list[Block]:
        """The calculations that choose one of several words; each may look at those that could be taken over."""
        left, taken = self._calculations, list[Block]()
        reasons: dict[int, str] = {}
        while left:
            pending = []
            for measure, line in left:
                try:
                    cases, otherwise = cases_of(line["calculation"], self._names)
                except Unparsable as error:
                    reasons[line.number] = str(error)
                    pending.append((measure, line))
                    continue
                words = dict.fromkeys([word for _, word in cases] + ([otherwise] if otherwise else []))
                self._know(line, Asked(measure["id"], {word: word for word in words}))
                measure["cases"] = [{"when": when, "is": word} for when, word in cases]
                taken.append(measure | ({"otherwise": otherwise} if otherwise else {}))
            if len(pending) == len(left):
                break
            left = pending
        for _, line in left:
            self.form.tell("left-out-row", line, reason=f"its calculation cannot be taken over: {reasons[line.number]}")
        return taken

    def _condition(self, placed: Placed) -> Written | None:
        """The condition under which an item is asked, of its own row and of the groups around it."""
        found: list[Written] = []
        for line, expression in placed.relevant:
            if line.number not in self._parsed:
                self._parsed[line.number] = self._shown_if(line, expression)
            made = self._parsed[line.number]
            if not isinstance(made, bool):
                found += made["all"] if made.keys() == {"all"} else [made]
        return None if not found else found[0] if len(found) == 1 else {"all": found}

    def _shown_if(self, line: Line, expression: str) -> Written | bool:
        """What an expression says; True when it says nothing that can be taken over, which is told."""
        try:
            made = shown_if(expression, self._names)
        except Unparsable as error:
            made, reason = False, str(error)
        else:
            reason = "it is never shown"
        if made is False:
            self.form.tell("left-out-cell", line, column=f"condition ({expression})", reason=reason)
        return made or True


def _pages(shown: list[tuple[int | None, str]]) -> list[list[str]]:
    """The ids of the items page by page, each run of one page a list; nothing when no group makes pages."""
    if all(page is None for page, _ in shown):
        return []
    pages: list[list[str]] = []
    for at, (page, name) in enumerate(shown):
        if at and shown[at - 1][0] == page:
            pages[-1].append(name)
        else:
            pages.append([name])
    return pages


def _is_scored(scale: Scale) -> bool:
    return scale["kind"] in _SCORED or any("score" in option for option in scale.get("options", []))
