"""Out of nowhere, an article's troubles need its own words."""

import pytest

from tests.guide.saying import describes, message
from unstuck.guide.belonging import SURE_HINT, settled
from unstuck.guide.case import Case

PROFILE, POST = "report_profile_photo_error", "report_other_photo_error"
STARTED = Case(article="threads_profile_photo", plan=("force_quit",), method="force_quit")


@pytest.mark.parametrize(
    ("text", "intent", "becomes"),
    [
        ("my profile picture fails", PROFILE, PROFILE),
        ("my posts fail", POST, POST),
        ("it fails", POST, PROFILE),  # nothing of a post is named: that there is a trouble
        ("it is a slow network", "threads_upload_photo.network_timeout", "describe_network_trouble"),
        ("my post hangs", "threads_upload_photo.network_timeout", "threads_upload_photo.network_timeout"),
    ],
)  # fmt: skip
def test_a_trouble_belongs_to_the_article_whose_words_are_said(knowledge, text, intent, becomes):
    (one,) = settled(knowledge, Case(), message(text, describes(intent))).statements
    assert one.intent == becomes


def test_where_words_are_not_parted_a_name_stands_within_the_others(knowledge):
    said = message("投稿に画像をつけると出る", describes(POST))
    (one,) = settled(knowledge.in_language("ja"), Case(language="ja"), said).statements
    assert one.intent == POST


def test_an_unsure_hint_out_of_nowhere_is_only_a_trouble(knowledge):
    for confidence, becomes in ((SURE_HINT - 0.01, PROFILE), (SURE_HINT, "describe_app_glitch")):
        said = message("my picture spins", describes("describe_app_glitch", confidence=confidence))
        assert [one.intent for one in settled(knowledge, Case(), said).statements] == [becomes]


def test_within_a_talk_and_from_a_button_nothing_is_changed(knowledge):
    typed = message("it fails", describes(POST, confidence=0.5))
    assert settled(knowledge, STARTED, typed) == typed
    pressed = message("", describes(POST, confidence=0.5))
    assert settled(knowledge, Case(), pressed) == pressed
