import pytest
from lxml import html

from rely.languages.marks import has_marks, in_spans, marked, unmarked, where_words_begin, where_words_end

EN = marked("Next", "en")


def test_marked_words_get_an_element_with_their_language() -> None:
    assert in_spans(f"<p>{EN}</p>", "fr") == '<p><bdi lang="en">Next</bdi></p>'


def test_words_in_the_language_of_the_page_get_none() -> None:
    assert in_spans(f"<p>{marked('Suivant', 'fr')}</p>", "fr") == "<p>Suivant</p>"


def test_words_within_words_have_their_own_language_and_the_rest_keeps_that_around_it() -> None:
    sentence = marked(f"A picture of {marked('confiance', 'fr')} and {marked('Inhalt', 'de')}.", "en")
    assert in_spans(sentence, "fr") == (
        '<bdi lang="en">A picture of </bdi>confiance<bdi lang="en"> and </bdi>'
        '<bdi lang="de">Inhalt</bdi><bdi lang="en">.</bdi>'
    )


@pytest.mark.parametrize("element", ["title", "textarea", "option", "style", "script", "svg"])
def test_where_no_element_may_stand_the_marks_only_go(element: str) -> None:
    assert in_spans(f"<{element}>{EN}</{element}><p>{EN}</p>", "fr") == (
        f'<{element}>Next</{element}><p><bdi lang="en">Next</bdi></p>'
    )


def test_nothing_inside_a_drawing_gets_an_element() -> None:
    drawing = f"<svg><title>{EN}</title><path d='M0'/><text>{EN}</text></svg>{EN}"
    assert in_spans(drawing, "fr") == (
        "<svg><title>Next</title><path d='M0'/><text>Next</text></svg><bdi lang=\"en\">Next</bdi>"
    )


def test_attributes_lose_their_marks() -> None:
    assert in_spans(f'<a title="{EN}" href="x">{EN}</a>', "fr") == (
        '<a title="Next" href="x"><bdi lang="en">Next</bdi></a>'
    )


def test_elements_within_marked_words_stay_well_formed() -> None:
    page = f"<p>{marked('Press <b>Next</b> or <img src=x> wait', 'en')}</p><p>Bon</p>"
    assert in_spans(page, "fr") == (
        '<p><bdi lang="en">Press </bdi><b><bdi lang="en">Next</bdi></b><bdi lang="en"> or </bdi><img src=x>'
        '<bdi lang="en"> wait</bdi></p><p>Bon</p>'
    )


def test_a_mark_that_lost_its_end_ends_with_the_element_in_which_it_stands() -> None:
    cut = EN[:-1]
    assert (
        in_spans(f"<div><p>{cut}</p><p>Bon</p></div>", "fr") == '<div><p><bdi lang="en">Next</bdi></p><p>Bon</p></div>'
    )


@pytest.mark.parametrize("typed", ["\ufdd2\ufdd2<", "\ufdd0", "\ufdd0en", "\ufdd1", "\ufdd0'onclick=x\ufdd1a\ufdd2"])
def test_marks_that_somebody_typed_do_no_harm(typed: str) -> None:
    page = in_spans(f"<p>{typed.replace('<', '&lt;')}</p><p>{EN}</p>", "fr")
    first, second = html.fragments_fromstring(page)
    assert len(first) == 0
    assert not has_marks(page.encode())
    assert has_marks(EN.encode())
    assert second.text_content() == "Next"


def test_words_come_back_from_their_marks_as_they_were() -> None:
    assert unmarked(marked(f"a {EN} b", "fr")) == "a Next b"
    assert marked("", "fr") == ""


def test_where_the_words_begin_and_end_is_found_behind_the_marks() -> None:
    text = marked(marked("oui.", "fr"), "en")
    assert text[where_words_begin(text) : where_words_end(text)] == "oui."
    assert where_words_begin("oui") == 0
    assert where_words_end("oui") == 3
