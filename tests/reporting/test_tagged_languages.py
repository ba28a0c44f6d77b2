"""Prove that the tags of a PDF tell the language of each passage that is not in the document's."""

from typing import Any

import pytest

from rely.reporting.html import render_html
from rely.reporting.tagged_languages import add_languages
from tests.report_cases import PICTURED, Case, content_of, pdf_of
from tests.reporting import reading_back as back

PLAIN = [pytest.param(case, id=case.id) for case in PICTURED[:3]]


def letters(texts: list[str]) -> str:
    return "".join("".join(texts).replace("-", "").replace("\u2011", "").split())


@pytest.mark.parametrize("case", PLAIN)
def test_what_is_cited_in_another_language_is_tagged_with_it_and_nothing_else_is(case: Case) -> None:
    content, cited = content_of(case), dict[str, list[str]]()
    works = [each.work for each in content.reading.works]
    actions = [each.source for each in content.actions.actions] if content.actions is not None else []
    for citation in (*actions, *works):
        for passage in citation.passages:
            if passage.language:
                cited.setdefault(passage.language, []).append(passage.text)
    assert cited
    assert back.spoken_in(pdf_of(case)) == {language: letters(texts) for language, texts in cited.items()}


@pytest.mark.parametrize("case", PLAIN)
def test_the_html_report_marks_the_same_passages(case: Case) -> None:
    for each in content_of(case).reading.works:
        for passage in each.work.passages:
            marked = f'<span lang="{passage.language}">' if passage.language else "<td>"
            assert f"{marked}{passage.text.replace('&', '&amp;')}" in render_html(content_of(case))


class Box:
    """A box as WeasyPrint has them."""

    def __init__(self, *children: "Box", language: str = "en", **more: Any) -> None:
        self.children, self.style = children, {"lang": language}
        self.__dict__ |= more


class Paper:
    """A document of one page that holds this box, and the file that is made of it."""

    def __init__(self, box: Box, *tags: dict[str, Any]) -> None:
        self.pages, self.metadata = (self,), self
        self._page_box, self.lang, self.objects = box, "en", [object(), *tags]


def tag(*kids: object) -> dict[str, Any]:
    return {"Type": "/StructElem", "K": list(kids)}


def test_tags_get_the_languages_of_the_boxes_in_their_order() -> None:
    apart = Box(_box=Box(text="c", language="nl"))
    page = Box(Box(Box(text="a"), Box(text="b", language="de")), apart, Box(replacement=1, language="fr"))
    tags = [tag(b"1 0 R"), tag(0), tag(1), tag(2), tag(3)]
    paper = Paper(page, *tags)
    add_languages(paper, paper)
    assert [each.get("Lang") for each in tags] == [None, None, "(de)", "(nl)", "(fr)"]


def test_where_tags_and_boxes_do_not_match_no_language_is_guessed() -> None:
    tags = [tag(0), tag(1)]
    paper = Paper(Box(Box(text="b", language="de")), *tags)
    add_languages(paper, paper)
    assert [each.get("Lang") for each in tags] == [None, None]
