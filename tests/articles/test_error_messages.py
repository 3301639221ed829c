"""Known messages are found in what was typed and in what was read, each with its mistakes, and others are not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library import ARTICLES
from unstuck.articles.error_messages import READ, TYPED, ErrorMessages
from unstuck.articles.knowledge import Knowledge

MESSAGES = tuple(Knowledge.load(ARTICLES).alerts)
PROFILE, POST, SAVED = "Profile Photo Update Failed", "Could Not Upload Photo", "Photo Not Saved"


def found(text, mistakes, messages=MESSAGES):
    return [quote.message for quote in ErrorMessages(messages).find(text, mistakes)]


def test_the_messages_are_those_of_the_articles():
    assert {PROFILE, POST, SAVED} <= set(MESSAGES)


@pytest.mark.parametrize(
    ("read", "message"),
    [
        ("Profile Photo Update Failed", PROFILE),
        ("9:41 Cancel Edit profile Done Profile Photo Update Failed Please try again. OK", PROFILE),
        ("PROFILE PHOTO UPDATE FAILED!", PROFILE),
        ("ProfilePhotoUpdateFailed OK", PROFILE),
        ("Prof1le Phot0 Updale Fai1ed", PROFILE),
        ("Profle Photo Update Faled", PROFILE),
        ("٩:٤١ Profile Photo Update Failed ١٠٠٪", PROFILE),
        ("Profile\nPhoto\nUpdate\nFailed", PROFILE),
        ("Could Not Upload Photo Check your connection.", POST),
        ("CouId Not Upioad Photo", POST),
        ("Photo Not Saved OK", SAVED),
        ("Ph0to N0t Saved", SAVED),
    ],
)
def test_a_message_is_found_through_the_mistakes_of_reading(read, message):
    assert found(read, READ) == [message]


@pytest.mark.parametrize(
    "read",
    [
        "",
        "OK",
        "9:41",
        "Storage Almost Full",
        "Photo Saved",
        "Profile Photo Updated",
        "Profile Photo Upload Paused",
        "Update Failed. The app could not be updated.",
        "Upload your photo",
        "Your profile photo is great",
        "バッテリー残量が少なくなっています",
    ],
)
def test_another_message_is_not_taken_for_a_known_one(read):
    assert found(read, READ) == []


def test_an_alert_that_ends_in_a_general_remark_is_known_by_its_title():
    read = "Profile Photo Update Failed Please try again later. OK"
    assert found(read, READ, (PROFILE, "Try again later"))[0] == PROFILE


def test_a_general_remark_alone_is_found():
    assert found("Something went wrong. Try again later.", READ, (PROFILE, "Try again later")) == ["Try again later"]


def test_of_two_messages_in_one_place_the_one_that_says_more_is_meant():
    assert found("could not upload photo", TYPED, ("Could not upload", POST)) == [POST]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Profile Photo Update Failed", PROFILE),
        ("it says PROFILE PHOTO UPDATE FAILED!!", PROFILE),
        ("profle photo updte faild again", PROFILE),
        ("profile foto update failed", PROFILE),
        ("it says profilephoto update failed", PROFILE),
        ('I get "Could not upload photo" on a reply', POST),
        ("could not uplaod photo", POST),
        ("photo not saved", SAVED),
        ("photo nto saved", SAVED),
    ],
)
def test_a_quoted_message_is_found_with_its_typos(typed, message):
    assert found(typed, TYPED) == [message]


@pytest.mark.parametrize(
    "text",
    [
        "could not change my picture",
        "pfp wont update",
        "photo",
        "",
        "update",
        "saved",
        "my profile photo is old",
        "photo wont save",
    ],
)
def test_a_person_s_own_words_are_no_quotation(text):
    assert found(text, TYPED) == []


def test_the_stretch_that_was_quoted_is_told():
    text = "wéll, profile photo update faild. again"
    (quote,) = ErrorMessages(MESSAGES).find(text, TYPED)
    assert text[quote.start : quote.end] == "profile photo update faild"
    assert 0.9 <= quote.score < 1


def test_two_messages_are_both_found():
    assert set(found("first Photo Not Saved and now Profile Photo Update Failed", TYPED)) == {SAVED, PROFILE}


@pytest.mark.parametrize(
    ("text", "may"), [("Profile Photo", True), ("Update Failed", True), ("OK", False), ("Edit profile", False)]
)
def test_a_part_of_a_message_is_told_from_other_words(text, may):
    assert ErrorMessages([PROFILE]).may_have_part(text) is may


@pytest.mark.parametrize("mistakes", [READ, TYPED])
@given(text=st.text(), messages=st.lists(st.text(), max_size=3))
def test_any_text_may_be_searched_and_what_is_found_stands_in_it(mistakes, text, messages):
    quotes = ErrorMessages(messages).find(text, mistakes)
    assert all(quote.message in messages and 0 <= quote.start < quote.end <= len(text) for quote in quotes)
    ends = sorted((quote.start, quote.end) for quote in quotes)
    assert all(one[1] <= other[0] for one, other in pairwise(ends))


def test_a_quotation_ends_with_its_last_word_and_takes_no_letter_of_what_follows():
    text = "it says Profile Photo Update Failed. I don't feel good about that"
    (quote,) = ErrorMessages((PROFILE,)).find(text, TYPED)
    assert text[quote.start : quote.end] == PROFILE
