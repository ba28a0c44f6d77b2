from typing import Any

import pytest
from pydantic import TypeAdapter

from rely.languages import words_for
from rely.model.response_scales import ResponseScale
from rely.web.answer.options import ends_of, is_stacked, labels_of, room_of

LONG = "A label of more than forty-eight letters, so that it needs lines"


def scale(kind: str, **keys: Any) -> ResponseScale:
    made: ResponseScale = TypeAdapter(ResponseScale).validate_python({"id": "x", "kind": kind, **keys})
    return made


def likert(*labels: str) -> ResponseScale:
    return scale("likert", options=[{"code": code, "label": label} for code, label in enumerate(labels)])


def choice(*labels: str) -> ResponseScale:
    return scale("choice", options=[{"code": f"c{at}", "label": label} for at, label in enumerate(labels)])


def rating(**labels: str) -> ResponseScale:
    return scale(
        "rating", min=0, max=10, labels=[{"code": int(code[1:]), "label": each} for code, each in labels.items()]
    )


def stacked(shown: ResponseScale) -> bool:
    return is_stacked(shown, labels_of(shown, "en"))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (likert("No", "Partly", "Yes"), False),
        (likert(*"abcdefg"), False),
        (likert(*"abcdefgh"), True),
        (likert("No", LONG), True),
        (choice("No", "Yes"), False),
        (choice("No", LONG), True),
        (rating(n0="Never", n10="Always"), False),
        (rating(n0="Never", n5="Now and then", n10="Always"), True),
    ],
)
def test_options_that_need_room_stand_below_each_other(shown: ResponseScale, expected: bool) -> None:
    assert stacked(shown) is expected


@pytest.mark.parametrize(
    ("shown", "ends"),
    [
        (rating(n0="Never", n10="Always"), ("0: Never", "10: Always")),
        (rating(n10="Always"), ("", "10: Always")),
        (rating(), ()),
        (likert("No", "Yes"), ()),
    ],
)
def test_the_ends_of_a_rating_stand_behind_their_numbers(shown: ResponseScale, ends: tuple[str, ...]) -> None:
    assert ends_of(shown, labels_of(shown, "en")) == ends


def test_the_room_of_a_long_text_is_told_before_it_is_written() -> None:
    room = room_of(scale("text", max_length=2000, lines=4), words_for("nl"))
    assert room is not None
    assert room.at_most == "Hooguit 2.000 tekens."
    assert room.left == "Tekens over: {n}"
    assert room_of(scale("text", max_length=2000), words_for("nl")) is None
