from dataclasses import replace

from rely.reporting.answers import Answered, build_answers
from rely.reporting.html import render_html
from tests.reporting.garden import ANSWERS, SOURCE, changed, material
from tests.reporting.garden import report as reported


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


def test_answers_get_half_of_the_table_where_most_of_them_are_long() -> None:
    content = reported()
    assert not content.answers.are_long
    (section, *_) = content.answers.sections
    short, long = (
        Answered("How often?", "Every week", given=True),
        Answered("When?", "In most weeks, but not all", given=True),
    )
    for answers, are_long in (((short, long, long), True), ((short, long), False)):
        table = replace(content.answers, sections=(replace(section, answers=answers),))
        assert table.are_long is are_long
        page = render_html(replace(content, answers=table))
        assert ('<table class="answers long">' in page) is are_long


FOR_WHOM = {**SOURCE["report"], "for_whom": "This is for the gardener."}


def test_where_somebody_else_reads_the_report_the_answers_are_not_called_those_of_the_reader() -> None:
    own, others = (reported({"R1": 1}, instrument=changed(report=each)) for each in (SOURCE["report"], FOR_WHOM))
    heads = {"own": own.answers, "others": others.answers}
    assert {name: (each.heading, each.answer_head) for name, each in heads.items()} == {
        "own": ("Your answers", "Your answer"),
        "others": ("Answers", "Answer"),
    }
    assert own.actions is not None
    assert others.actions is not None
    assert (own.actions.because_label, others.actions.because_label) == ("Your answer", "Answer")
    assert "your answer" in render_html(own).casefold()
    assert "your answer" not in render_html(others).casefold()


def test_whoever_reads_the_answers_of_others_is_not_asked_to_complete_them() -> None:
    nothing = dict.fromkeys(ANSWERS)
    own, others = (reported(nothing, instrument=changed(report=each)).actions for each in (SOURCE["report"], FOR_WHOM))
    assert own is not None
    assert others is not None
    assert own.none.endswith("Complete what is open, then look again.")
    assert others.none == "There are too few answers to choose actions."
