from rely.reporting.head import build_head
from tests.reporting.garden import SOURCE, changed, material


def test_the_head_tells_what_the_instrument_names_and_the_day() -> None:
    head = build_head(material(respondent="An\u202e"))
    told = [(fact.label, fact.value) for fact in head.facts]
    assert (head.kind, head.name) == ("Garden report", "Eden")
    assert told == [
        ("Country", "Norway"),
        ("Age", "12\u00a0months"),
        ("Answered by", "An"),
        ("Perspective", "Own view"),
        ("Date", "3 March 2026"),
    ]


def test_what_is_not_known_is_left_out_of_the_head() -> None:
    head = build_head(material({"where": None, "age": None}))
    assert [fact.label for fact in head.facts] == ["Perspective", "Date"]


def test_the_only_perspective_needs_no_mention() -> None:
    instrument = changed(perspectives=SOURCE["perspectives"][:1])
    assert "Perspective" not in [fact.label for fact in build_head(material(instrument=instrument)).facts]


def test_a_short_form_is_named() -> None:
    form = {"id": "quick", "label": "Quick look", "items": ["called", "R1", "R2"]}
    head = build_head(material(instrument=changed(forms=[form]), form="quick"))
    assert ("Form", "Quick look") in [(fact.label, fact.value) for fact in head.facts]


def test_a_report_on_a_nameless_relationship_is_named_after_the_instrument() -> None:
    head = build_head(material({"called": None}))
    assert (head.kind, head.name) == ("Garden report", "Garden check")
    assert build_head(material(instrument=changed(report=None, guidelines=[], priorities=None))).kind == ""


def test_a_name_is_long_from_25_letters_on() -> None:
    assert not build_head(material({"called": "x" * 24})).long_name
    assert build_head(material({"called": "x" * 25})).long_name


def test_what_a_fact_of_the_head_means_is_said_in_the_words_of_its_measure() -> None:
    season = {
        "id": "time_of_year",
        "kind": "first_match",
        "label": "Time of year",
        "words": [{"code": "early", "label": "early", "text": "It is early in the year."}],
        "cases": [{"when": {"fact": "season", "is": "spring"}, "is": "early"}],
    }
    instrument = changed(measures=[*SOURCE["measures"], season], report={**SOURCE["report"], "facts": ["time_of_year"]})
    head = build_head(material(instrument=instrument))
    assert head.support == ("It is early in the year.",)
    assert (head.facts[0].label, head.facts[0].value) == ("Time of year", "early")
