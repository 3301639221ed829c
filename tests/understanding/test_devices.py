"""Which device a message names, and what is known of it."""

import pytest

from unstuck.articles import devices as articles_devices
from unstuck.understanding.devices import find


@pytest.fixture(scope="module")
def devices(root):
    return articles_devices.load(root / "data" / "entities")


def named(devices, text):
    return [(one.kind, one.model) for one in find(devices, text)]


@pytest.mark.parametrize(
    ("text", "kind", "model"),
    [
        ("my iphone 15 pro max", "face_id", "iPhone 11 or newer"),
        ("iPhone XR", "face_id", "iPhone XR or XS"),
        ("iphone x", "face_id", "iPhone X"),
        ("an iphone se", "home_button", "iPhone SE"),
        ("iphone se 2020", "home_button", "iPhone SE (2nd generation)"),
        ("the first gen iphone se", "top_button", "iPhone SE (1st generation)"),
        ("iphone 5s", "top_button", "iPhone 5 or 5s"),
        ("IPHONE 8 plus", "home_button", "iPhone 8"),
        ("iphone 6s", "home_button", "iPhone 6s"),
        ("it has a home button", "home_button", ""),
        ("face id", "face_id", ""),
        ("no home button", "face_id", ""),
        ("with no round button on it", "face_id", ""),
        ("my iphone", "iphone", ""),
        ("an ipad", "ipad", ""),
        ("iPad 9th generation", "ipad_home_button", "iPad (8th or 9th generation)"),
        ("ipad air 2", "ipad_home_button", "iPad Air 2 or mini 4"),
        ("ipad pro m4", "ipad_full_screen", "iPad Pro"),
        ("ipad without a home button", "ipad_full_screen", ""),
        ("ipad, it has no round button", "ipad_full_screen", ""),
        ("my ipad with the home button", "ipad_home_button", ""),
        ("iphone 19 pro", "face_id", "iPhone 11 or newer"),  # to come
        ("iphone 24", "face_id", "iPhone 11 or newer"),
    ],
)
def test_a_device_is_known_by_what_people_call_it(devices, text, kind, model):
    if model == "":
        assert [found for found, _ in named(devices, text)] == [kind]
    else:
        assert named(devices, text) == [(kind, model)]


@pytest.mark.parametrize("text", ["7 plus 5 is 12", "I have 15 photos", "version 11 of the app", "apple pie", ""])
def test_a_number_alone_is_no_device(devices, text):
    assert [one for one in named(devices, text) if one[0] != "home_button"] == []


def test_of_two_devices_both_are_found_in_the_order_of_the_text(devices):
    assert [kind for kind, _ in named(devices, "works on my ipad but not on the iphone 13")] == ["ipad", "face_id"]
