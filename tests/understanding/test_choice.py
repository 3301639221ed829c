"""Which of several options an answer names."""

import pytest
from ruamel.yaml import YAML

from unstuck.understanding.choice import Counting, by_meaning, by_number
from unstuck.understanding.context import Option
from unstuck.understanding.reading import LAST, PRONOUN

OPTIONS = tuple(Option(name, words) for name, words in [
    ("glitch", "It spins or hangs"), ("permission", "Threads can't see my photos"), ("image", "It is a big or odd file")
])  # fmt: skip


@pytest.fixture(scope="module")
def counting(root):
    return Counting(YAML(typ="safe").load(root / "data" / "entities" / "values.yml")["numbers"], LAST, PRONOUN)


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("2", "permission"), ("2.", "permission"), ("#3", "image"), ("option 1", "glitch"),
        ("the second one", "permission"), ("second", "permission"),
        ("number three", "image"), ("1st", "glitch"), ("the last one", "image"), ("the third", "image"),
        ("5", None), ("0", None), ("1 or 2", None), ("2.5", None), ("two or three", None), ("none of them", None),
        ("i have had this for 3 days now and it drives me mad", None), ("", None), ("👍", None),
    ],
)  # fmt: skip
def test_a_number_or_a_place_in_the_list_names_an_option(counting, text, chosen):
    found = by_number(text, OPTIONS, counting)
    assert (found.intent if found else None) == chosen


@pytest.mark.parametrize(
    ("text", "chosen"), [("二つ目です", "permission"), ("3番", "image"), ("昨日から二つ目の写真がだめなんです", None)]
)
def test_where_words_are_not_parted_they_are_found_inside(text, chosen):
    found = by_number(text, OPTIONS, Counting({"一つ": 1, "二つ": 2}, frozenset(["最後"]), spaces=False))
    assert (found.intent if found else None) == chosen


def test_without_options_nothing_is_chosen(encoder, counting):
    assert by_number("2", (), counting) is None
    assert by_meaning(encoder.layers("2")[-1], (), lambda words: encoder.layers(words)[-1]) is None


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("it just keeps hanging and spinning", "glitch"),
        ("the app does not see any of my photos", "permission"),
        ("i think the file is too big", "image"),
        ("what is the capital of france", None),
        ("yes", None),
    ],
)
def test_an_option_is_named_in_own_words(encoder, text, chosen):
    found = by_meaning(encoder.layers(text)[-1], OPTIONS, lambda words: encoder.layers(words)[-1])
    assert (found.intent if found else None) == chosen


def test_what_could_be_two_options_is_neither(encoder):
    twins = (Option("a", "The photo is too large"), Option("b", "The photo is too big"))
    assert by_meaning(encoder.layers("photo too large")[-1], twins, lambda words: encoder.layers(words)[-1]) is None
