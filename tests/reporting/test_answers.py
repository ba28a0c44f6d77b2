from rely.reporting.answers import build_answers
from tests.reporting.garden import material


def told(**more: object) -> dict[str, str]:
    answers = build_answers(material(**more))  # type: ignore[arg-type]  # passed on as it is
    return {each.text: each.answer for section in answers.sections for each in section.answers}


def test_every_question_that_was_asked_is_told_with_its_answer() -> None:
    answers = build_answers(material())
    assert [section.title for section in answers.sections] == ["Facts given beforehand", "The garden", "The beds"]
    assert told()["We prune the roses."] == "Often"
    assert len(told()) == 17
    assert answers.intro == "Every question was answered."


def test_facts_given_beforehand_are_told_with_their_words_and_a_missing_one_is_no_skipped_question() -> None:
    assert told()["Season of the year"] == "Spring"
    without = build_answers(material(given={}))
    (season,) = without.sections[0].answers
    assert (season.answer, season.given) == ("not given", False)


def test_skipped_questions_are_counted_and_marked_and_do_not_count_as_zero() -> None:
    answers = build_answers(material({"R1": None}))
    assert answers.intro == "One question was skipped. It does not count as zero."
    (skipped,) = [each for section in answers.sections for each in section.answers if not each.given]
    assert (skipped.text, skipped.answer) == ("We prune the roses.", "skipped")
    more = build_answers(material({"R1": None, "R2": None}))
    assert more.intro == "2 questions were skipped. They do not count as zero."


def test_what_does_not_apply_was_not_skipped() -> None:
    assert build_answers(material({"R1": "na"})).intro == "Every question was answered."


def test_what_was_not_asked_is_left_out_and_the_reason_told_once() -> None:
    changes = {"trees": ("spade",)}
    assert "We feed the roses in the shade." not in told(changes=changes)
    assert len(build_answers(material(changes)).not_asked) == 1
    assert "We prune the roses." not in told(given={"season": "winter"})
