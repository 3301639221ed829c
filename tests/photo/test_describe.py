"""A report in the lines that a terminal shows."""

import pytest

from unstuck.photo.describe import describe
from unstuck.photo.model import Finding, Kind, Report, Severity
from unstuck.wording.responses import Words


@pytest.fixture(scope="module")
def words():
    return Words.load()


def test_a_good_picture_is_named_and_called_good(words):
    assert describe(Report(Kind.PHOTO, "JPEG", 412_345, 800, 600), words).splitlines() == [
        "JPEG, 412 kB, 800 x 600 pixels",
        "Nothing is wrong with this picture.",
    ]


def test_every_finding_has_a_line_of_its_own_in_its_order(words):
    size = {"width": 3, "height": 2}
    findings = (Finding("corrupt", Severity.BLOCKS, {}, "empty"), Finding("not_square", Severity.WARNS, size))
    assert describe(Report(Kind.UNREADABLE, None, 0, findings=findings), words).splitlines() == [
        f"- {words.say('utter_finding_corrupt_empty')}",
        f"- {words.say('utter_finding_not_square', **size)}",
    ]


def test_a_message_is_quoted_or_said_to_be_unreadable(words):
    def said(**more):
        return describe(Report(Kind.SCREENSHOT, "PNG", 90_000, 1179, 2556, **more), words)

    assert "Photo Not Saved" in said(error_message="Photo Not Saved")
    assert words.say("utter_photo_text_unread") in said()
    assert words.say("utter_photo_text_unread") not in said(error_message="Photo Not Saved")


def test_a_copy_of_a_messenger_is_called_one(words):
    report = Report(Kind.PHOTO, "JPEG", 90_000, 1280, 960, re_encoded=True)
    assert describe(report, words).splitlines()[1] == words.say("utter_photo_re_encoded")


def test_a_tiny_file_still_has_a_size(words):
    assert describe(Report(Kind.PHOTO, "PNG", 70, 1, 1), words).startswith("PNG, 1 kB, 1 x 1")
