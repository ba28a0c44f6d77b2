from rely.reporting.reading import BandKey, Level, build_reading
from tests.reporting.garden import SOURCE, changed, material


def test_the_bands_are_told_with_the_answers_between_which_they_lie() -> None:
    assert build_reading(material(), with_data=False).bands == (
        BandKey("0 to 50", "Quite wild", "‘Never’ to ‘Sometimes’"),
        BandKey("50 to 100", "Well kept", "‘Sometimes’ to ‘Every time’"),
    )


def test_cut_offs_between_the_answers_claim_no_answers() -> None:
    bands = [{"id": "low", "from": 0, "label": "Low"}, {"id": "high", "from": 40, "label": "High"}]
    assert [
        band.answers for band in build_reading(material(instrument=changed(bands=bands)), with_data=False).bands
    ] == ["", ""]


def test_method_limits_and_disclaimer_are_those_of_the_instrument() -> None:
    parts = [part.paragraphs for part in build_reading(material(), with_data=False).parts]
    alone = "These results are not compared with those of others: there are no data for that yet."
    assert parts == [
        ("We count what you do.",),
        (f"We never saw your garden. {alone}",),
        ("This is no gardening course.",),
    ]
    bare = changed(report=None, disclaimer=None, guidelines=[], priorities=None)
    assert build_reading(material(instrument=bare), with_data=False).parts == ()


def test_only_cited_works_are_listed_and_numbered_without_gaps() -> None:
    (listed,) = build_reading(material(), with_data=False).works
    assert (listed.label, listed.work.text) == ("[1]", "Green, G. (1999). The garden.")


def test_every_evidence_level_is_explained() -> None:
    assert build_reading(material(), with_data=False).levels[0] == Level("F", "field trial", "Tried in a field.")


def test_the_small_print_names_exactly_the_instrument() -> None:
    details = {detail.label: detail.value for detail in build_reading(material(), with_data=False).details}
    assert details["Version"] == "garden-check 2.1.0"
    assert details["Digest"] == material().digest
    assert details["Digest"].startswith("sha256:")
    assert details["Made on"] == "3 March 2026"


def test_the_code_name_is_spoken_of_only_where_the_instrument_is_about_a_client() -> None:
    said = {**SOURCE["report"], "subject_unnamed": "your garden"}
    about = [material(instrument=changed(report=each)) for each in (SOURCE["report"], said)]
    client, other = (build_reading(each, with_data=True).data_note for each in about)
    assert "with the code name, the answers in codes" in client
    assert "with the name at its head, the answers in codes" in other
    again = build_reading(about[1], with_data=True, with_previous=True).data_note
    assert "with the name at its head" in again
    assert "those of the earlier assessment too" in again
