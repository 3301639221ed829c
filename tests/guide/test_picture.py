"""What a judged picture means for the case."""

import pytest

from unstuck.guide import picture
from unstuck.guide.case import Asking
from unstuck.guide.turn import Line, SendFile

FACTS = Line("photo_facts", {"format": "HEIC", "width": 4032, "height": 3024, "megabytes": "2.1"})
BAD = picture.Judged(FACTS, ("heic", "not_square", "has_location", "rotated"), [Line(f"f{n}") for n in range(4)])
FINE = picture.Judged(FACTS, (), [])
FILE = picture.Mended(SendFile("att_1", "me.jpg", Line("photo_alt"), "att_2"), other_crops=(("centre", "att_3"),))


def test_a_bad_picture_comes_back_repaired_and_is_tried_next(talk, article):
    assert talk.take(picture.on_bad_picture(article, talk.case, BAD, FILE)) == ["photo_report", "file", "try_repaired"]
    assert (talk.case.causes, talk.case.method) == (("image_file",), "different_image")
    assert talk.case.asking is Asking.TEST
    assert talk("affirm") == ["fixed"]


def test_a_repaired_picture_that_fails_too_ends_that_fix(talk, article):
    talk.take(picture.on_bad_picture(article, talk.case, BAD, FILE))
    talk("report_still_failing")
    assert talk.case.tried == ("different_image",)
    assert talk.case.method == "force_quit"


def test_never_more_than_three_findings_in_chat(talk, article):
    talk.take(picture.on_bad_picture(article, talk.case, BAD, FILE))
    assert len(talk.said("photo_report").values["lines"]) == 3
    assert len(talk.case.photo_findings) == 4


def test_a_picture_beyond_repair_leaves_the_guide_where_it_was(talk, article):
    talk("describe_photo_permission")
    said = talk.take(picture.on_bad_picture(article, talk.case, BAD, None))
    assert said == ["photo_report", "photo_not_repaired"]
    assert talk("next_step") == ["step"]
    assert talk.case.method == "photo_permission"


def test_a_picture_in_the_talk_about_another_article_does_not_leave_it(talk, article):
    talk("threads_upload_photo.network_timeout")
    assert talk.take(picture.on_bad_picture(article, talk.case, BAD, FILE)) == ["photo_report", "file", "photo_aside"]
    assert talk("repeat_step") == ["step"]
    assert talk.case.article == "threads_upload_photo"


def test_a_fine_picture_is_not_to_blame_and_the_guide_goes_on(talk, knowledge, article):
    talk("describe_photo_permission")
    assert talk.take(picture.on_fine_picture(knowledge, article, talk.case, FINE)) == ["photo_fine", "step"]


def test_a_fine_picture_as_first_message_leads_to_the_question(talk, knowledge, article):
    assert talk.take(picture.on_fine_picture(knowledge, article, talk.case, FINE)) == ["photo_fine", "ask_cause"]


@pytest.mark.parametrize(
    ("alert", "said"),
    [
        ("Profile Photo Update Failed", "ask_cause"),
        ("Could Not Upload Photo", "other_error"),
        ("Photo Not Saved", "other_error"),
        ("Would Like to Access Your Photos", "cause_found"),
        ("Try again later", "escalation_advice"),
    ],
)
def test_a_screenshot_starts_what_its_message_points_to(talk, knowledge, alert, said):
    names = talk.take(picture.on_screenshot(knowledge, talk.case, alert, alert))
    assert names[:2] == ["screenshot_read", said]


def test_a_screenshot_of_something_else_is_quoted_back_with_a_question(talk, knowledge):
    assert talk.take(picture.on_screenshot(knowledge, talk.case, "Low Battery", None)) == [
        "screenshot_unknown",
        "ask_cause",
    ]
