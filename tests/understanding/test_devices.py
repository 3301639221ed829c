"""Which device a message names, and what is known of it."""

import pytest

from unstuck.articles import devices as articles_devices
from unstuck.errors import ModelError
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
        ("my iphone", "iphone", ""),
        ("an ipad", "ipad", ""),
        ("iPad 9th generation", "ipad_home_button", "iPad (8th or 9th generation)"),
        ("ipad air 2", "ipad_home_button", "iPad Air 2 or mini 4"),
        ("ipad pro m4", "ipad_full_screen", "iPad Pro"),
        ("ipad without a home button", "ipad_full_screen", ""),
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


def test_an_ipad_is_refined_by_what_is_said_of_it_later(devices):
    assert devices.refined("ipad", "home_button") == "ipad_home_button"
    assert devices.refined("ipad", "face_id") == "ipad_full_screen"
    assert devices.refined(None, "home_button") == devices.refined("face_id", "home_button") == "home_button"


def test_every_kind_leads_to_one_that_articles_may_have_words_for(devices):
    assert devices.lineage("ipad_home_button") == ("ipad_home_button", "ipad")
    assert devices.lineage("top_button") == ("top_button", "home_button")
    assert (devices.family("home_button"), devices.family("ipad_full_screen")) == ("iphone", "ipad")


@pytest.mark.parametrize(
    ("version", "model", "old"),
    [
        ("15", "iPhone 11 or newer", True), ("26.1", "iPhone 11 or newer", False), ("15.8", "iPhone 7", False),
        ("14", "iPhone 7", True), ("16", "", True), ("26", "", False), ("27", "iPhone 11 or newer", False),
        ("", "", False), ("beta", "", False),
    ],
)  # fmt: skip
def test_a_system_is_old_when_the_device_could_have_a_newer_one(devices, version, model, old):
    assert devices.is_old(version, model) is old


def test_a_missing_file_or_a_kind_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ModelError, match="cannot be used"):
        articles_devices.load(tmp_path)
    (tmp_path / articles_devices.FILE).write_text(
        "kinds: {dial: {}}\nfamilies: {phone: {called: phone, kind: phone, forms: ['{family}'], models: ["
        "{name: A, kind: lever, newest: '1', forms: ['{family} a']}]}}"
    )
    with pytest.raises(ModelError, match="no such kind: lever"):
        articles_devices.load(tmp_path)
