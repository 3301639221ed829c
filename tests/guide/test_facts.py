"""What a message tells beside what it wants."""

import pytest

from tests.guide.saying import describes, did, message, says
from unstuck.guide.case import Case
from unstuck.guide.facts import causes_left, refused_in, take_in, tried_in
from unstuck.understanding.statements import Act, How

FIVE = ("force_quit", "photo_permission", "different_image", "restart_device", "reinstall")


@pytest.mark.parametrize(
    ("statements", "tried"),
    [
        ([did("restart_device")], ("restart_device",)),
        ([did("reinstall", How.FAILED), did("force_quit")], ("reinstall", "force_quit")),
        ([did("all")], FIVE),
        ([did("restart_device", How.ALL_BUT)], tuple(fix for fix in FIVE if fix != "restart_device")),
        ([did("restart_device", how) for how in (How.NOT_DONE, How.WONT, How.UNABLE, How.UNSURE)], ()),
        ([describes("describe_photo_permission", How.DENIED, target="photo_permission")], ("photo_permission",)),
        ([describes("describe_photo_permission", How.STATED, target="photo_permission")], ()),
        ([says(Act.WANTS, "choose_method", target="reinstall")], ()),
        ([did("a_fix_of_another_article")], ()),
    ],
)
def test_only_what_was_done_counts_as_tried(article, statements, tried):
    assert tried_in(article, Case(article=article.id), message("some words", *statements)) == tried


def test_only_what_somebody_does_not_want_is_refused(article):
    said = message("x", did("reinstall", How.WONT), did("restart_device", How.NOT_DONE), did("force_quit", How.UNABLE))
    assert refused_in(article, Case(article=article.id), said) == ("reinstall",)


@pytest.mark.parametrize(
    ("before", "entities", "device", "model", "newest"),
    [
        (Case(), [("device", "face_id"), ("device_model", "iPhone X")], "face_id", "iPhone X", False),
        (Case(device="face_id", model="iPhone X"), [("device", "ipad")], "ipad", "", False),
        (Case(), [("device", "iphone")], None, "", False),
        (Case(device="ipad"), [("device", "home_button")], "ipad_home_button", "", False),
        (Case(device="face_id", model="iPhone X"), [("device", "iphone")], "face_id", "iPhone X", False),
        (Case(model="iPhone 7"), [("os_version", "15.8")], None, "iPhone 7", True),
        (Case(model="iPhone 11 or newer"), [("os_version", "15")], None, "iPhone 11 or newer", False),
        (Case(), [("os_version", "26.1")], None, "", True),
    ],
)  # fmt: skip
def test_device_and_version_are_noted(knowledge, before, entities, device, model, newest):
    case = take_in(knowledge, before, message("x", entities=entities))
    assert (case.device, case.model, case.newest_system) == (device, model, newest)


def test_a_cause_that_is_denied_is_left_out_for_good(knowledge, article):
    denied = describes("describe_photo_permission", How.DENIED)
    case = take_in(knowledge, Case(), message("it is not the permission", denied))
    assert causes_left(article, case) == ("glitch", "image_file")
    assert causes_left(article, take_in(knowledge, case, message("hm"))) == ("glitch", "image_file")
