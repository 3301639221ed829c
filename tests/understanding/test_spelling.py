import time

import pytest

from unstuck.understanding.spelling import Spelling

RIGHT = [
    "the",
    "profile",
    "change",
    "picture",
    "working",
    "which",
    "with",
    "still",
    "failing",
    "threads",
    "permission",
    "update",
    "again",
    "agent",
]
KNOWN = ["bread", "phone", "mail", "instagram"]

SEEN = ["lagging", "chnage", "eror", "agian"]
COMMON = ["change", "error"]


@pytest.fixture
def spelling():
    return Spelling(RIGHT, KNOWN, SEEN, COMMON)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cant chnage my profle", "cant change my profile"),
        ("stil faling", "still failing"),
        ("whihc one", "which one"),
        ("teh app", "the app"),
        ("permision", "permission"),
        ("PERMISION", "permission"),
        ("premision", "permission"),
        ("opened it agen", "opened it again"),
        ("an agnet", "an agent"),
    ],
)
def test_a_word_that_nobody_knows_becomes_the_one_that_was_meant(spelling, typed, meant):
    assert spelling.mend(typed) == meant


def test_what_an_example_has_is_a_typo_only_of_a_word_that_very_many_have(spelling):
    assert spelling.mend("chnage eror") == "change error"
    assert spelling.mend("lagging agian") == "lagging agian"


@pytest.mark.parametrize("text", ["my bread", "pfp", "Insta", "mailed it", "phones", "he5ic", "xylophone", "", "👍 ok"])
def test_other_words_stay(spelling, text):
    assert spelling.mend(text) == text


def test_everything_around_a_mended_word_stays(spelling):
    assert spelling.mend("It's stil 'faling'!? 😩") == "It's still 'failing'!? 😩"


def test_gibberish_takes_no_time(spelling):
    start = time.process_time()
    spelling.mend("qzxjkv " * 1_500)
    assert time.process_time() - start < 0.5
