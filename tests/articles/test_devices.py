"""Devices are data: their kinds, families and newest systems."""

import pytest

from unstuck.articles import devices as devices_file
from unstuck.errors import ModelError


@pytest.fixture(scope="module")
def devices(root):
    return devices_file.load(root / "data" / "entities")


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
        devices_file.load(tmp_path)
    (tmp_path / devices_file.FILE).write_text(
        "kinds: {dial: {}}\nfamilies: {phone: {called: phone, kind: phone, forms: ['{family}'], models: ["
        "{name: A, kind: lever, newest: '1', forms: ['{family} a']}]}}"
    )
    with pytest.raises(ModelError, match="no such kind: lever"):
        devices_file.load(tmp_path)
