"""Known messages are found in what was read, and others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library import ARTICLES
from unstuck.articles.knowledge import Knowledge
from unstuck.photo.known_messages import match_alert

MESSAGES = tuple(Knowledge.load(ARTICLES).alerts)
PROFILE, POST, SAVED = "Profile Photo Update Failed", "Could Not Upload Photo", "Photo Not Saved"


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
    found = match_alert(read, MESSAGES)
    assert found is not None
    assert found[0] == message
    assert 0.85 <= found[1] <= 1


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
    assert match_alert(read, MESSAGES) is None


def test_an_alert_that_ends_in_a_general_remark_is_known_by_its_title():
    found = match_alert("Profile Photo Update Failed Please try again later. OK", (PROFILE, "Try again later"))
    assert found == (PROFILE, 1.0)


def test_a_general_remark_alone_is_found():
    assert match_alert("Something went wrong. Try again later.", (PROFILE, "Try again later")) == (
        "Try again later",
        1.0,
    )


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_may_be_matched(read, messages):
    found = match_alert(read, messages)
    assert found is None or found[0] in messages
