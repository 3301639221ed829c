"""Screenshots are told from photographs and read; photographs are never read."""

import pytest
from PIL import Image

from tests.photo.samples import LIMITS, MOST_PIXELS
from tests.photo.screens import SIZES, Screen, draw, png
from tests.pictures import saved, scene
from unstuck.articles.knowledge import Knowledge
from unstuck.photo import work
from unstuck.photo.alerts import match_alert
from unstuck.photo.decode import decode
from unstuck.photo.metadata import Metadata
from unstuck.photo.model import Kind
from unstuck.photo.screen import may_be_screen
from unstuck.settings import ROOT

MESSAGES = tuple(Knowledge.load(ROOT / "data" / "articles").alerts)
PROFILE, POST, SAVED = "Profile Photo Update Failed", "Could Not Upload Photo", "Photo Not Saved"
PERMISSION, LIMIT = "Would Like to Access Your Photos", "Try again later"

AGAIN = "Something went wrong. Please try again."
SCREENS = [
    *(
        (PROFILE, Screen(PROFILE, AGAIN, size=size, dark=dark, type_size=letters))
        for size in SIZES
        for dark in (False, True)
        for letters in (1.0, 1.6)
    ),
    *((POST, Screen(POST, "Check your connection.", size=size, dark=dark)) for size in SIZES for dark in (False, True)),
    *((SAVED, Screen(SAVED, "There was a problem.", size=SIZES[0], dark=dark)) for dark in (False, True)),
    (PERMISSION, Screen(f"“App” {PERMISSION}", "", ("Limit Access...", "Allow Full Access", "Don’t Allow"))),
    (LIMIT, Screen(LIMIT, "We limit how often you can do certain things.", ("Tell us", "OK"), dark=True)),
    (None, Screen("Storage Almost Full", "You can manage your storage in Settings.")),
    (None, Screen("Profile Photo Upload Paused", "Waiting for Wi-Fi.", dark=True)),
    *((PROFILE, Screen(PROFILE, "", cropped=True, dark=dark)) for dark in (False, True)),
    *((PROFILE, Screen(PROFILE, AGAIN, angle=True, dark=dark, size=SIZES[0])) for dark in (False, True)),
    (POST, Screen(POST, "", angle=True, cropped=True)),
    (SAVED, Screen(SAVED, "", angle=True, clock="٩:٤١")),
]


def look(tmp_path, data):
    path = tmp_path / "file"
    path.write_bytes(data)
    return work.judged(path, LIMITS, MOST_PIXELS).report


def test_screenshots_lead_to_their_message_or_to_none(tmp_path):
    """30 of them: at least 27 right, none wrong with confidence."""
    assert len(SCREENS) == 30
    right, wrong = 0, []
    for message, screen in SCREENS:
        report = look(tmp_path, png(screen))
        found = match_alert(report.error_message or "", MESSAGES)
        if (found and found[0]) == message and report.kind is Kind.SCREENSHOT:
            right += 1
        elif found:
            wrong.append((message, screen, report.error_message))
    assert wrong == []
    assert right >= 27


def test_the_alert_is_quoted_without_the_page_behind_it(tmp_path):
    report = look(tmp_path, png(Screen("Storage Almost Full", "You can manage your storage.")))
    assert report.error_message == "Storage Almost Full You can manage your storage. OK"


def test_a_page_without_an_alert_is_quoted_from_its_top(tmp_path):
    image = draw(Screen("x")).crop((0, 0, 1179, 1000))
    assert "Edit profile" in look(tmp_path, saved(image, "PNG")).error_message


def test_the_reader_is_not_asked_about_photographs(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "read_text", lambda _: pytest.fail("a photograph was read"))
    for data in (saved(scene(1600, 1200), "JPEG"), saved(scene(1179, 2556), "JPEG"), saved(scene(600, 600), "PNG")):
        assert look(tmp_path, data).kind is Kind.PHOTO


def test_real_photographs_are_told_apart_even_when_they_have_a_screens_size():
    import matplotlib
    from sklearn.datasets import load_sample_images

    people = Image.open(f"{matplotlib.get_data_path()}/sample_data/grace_hopper.jpg")
    for image in (people, *map(Image.fromarray, load_sample_images().images)):
        assert not may_be_screen(image, image.size, Metadata())
        assert not may_be_screen(image.resize((1179, 2556)), (1179, 2556), Metadata())


def test_a_square_drawing_is_a_profile_picture_not_a_screenshot(tmp_path):
    image = Image.new("RGB", (800, 800), (240, 240, 244))
    image.paste(draw(Screen("Our little shop", "since 1980")).crop((200, 1100, 980, 1400)), (10, 200))
    facts, copy = decode(saved(image, "PNG"), LIMITS.side, MOST_PIXELS)
    assert not may_be_screen(copy, (facts.width, facts.height), facts.metadata)


def test_an_even_picture_without_text_is_a_photo(tmp_path):
    report = look(tmp_path, saved(Image.new("RGB", (600, 900), (30, 60, 90)), "PNG"))
    assert (report.kind, report.error_message) == (Kind.PHOTO, None)


def test_a_screenshot_is_still_judged_as_a_picture(tmp_path):
    report = look(tmp_path, png(Screen(PROFILE)))
    assert [finding.code for finding in report.findings] == ["not_square"]
    assert report.repairable
