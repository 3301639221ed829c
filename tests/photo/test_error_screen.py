"""Screenshots of error messages are told from photographs, logos and posters, and read."""

from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.library import ARTICLES
from tests.photo.samples import LIMITS, MOST_PIXELS, field
from tests.photo.screens import SIZES, Screen, draw, png
from tests.pictures import saved, scene
from unstuck.articles.error_messages import READ, ErrorMessages
from unstuck.articles.knowledge import Knowledge
from unstuck.photo import error_screen, worker_process, worker_tasks
from unstuck.photo.model import Kind
from unstuck.photo.worker_pool import PhotoWorkers

MESSAGES = tuple(Knowledge.load(ARTICLES).alerts)
KNOWN = ErrorMessages(MESSAGES)
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
    """The report, as the pool puts it together from its two tasks."""
    path = tmp_path / "file"
    path.write_bytes(data)
    looked = worker_tasks.judged(path, LIMITS, MOST_PIXELS)
    if not looked.may_be_screen:
        return looked.report
    shown, text = worker_tasks.alert_in(looked.copy, MESSAGES)
    return replace(looked.report, kind=Kind.SCREENSHOT, error_message=text) if shown else looked.report


def test_screenshots_lead_to_their_message_or_to_none(tmp_path):
    """30 of them: at least 27 right, none wrong with confidence."""
    assert len(SCREENS) == 30
    right, wrong = 0, []
    for message, screen in SCREENS:
        report = look(tmp_path, png(screen))
        found = KNOWN.find(report.error_message or "", READ)
        if (found[0].message if found else None) == message and report.kind is Kind.SCREENSHOT:
            right += 1
        elif found:
            wrong.append((message, screen, report.error_message))
    assert wrong == []
    assert right >= 27


def test_the_alert_is_quoted_without_the_page_behind_it(tmp_path):
    report = look(tmp_path, png(Screen("Storage Almost Full", "You can manage your storage.")))
    assert report.error_message == "Storage Almost Full You can manage your storage. OK"


def test_a_page_without_an_alert_is_a_picture(tmp_path):
    image = draw(Screen("x")).crop((0, 0, 1179, 1000))
    report = look(tmp_path, saved(image, "PNG"))
    assert (report.kind, report.error_message) == (Kind.PHOTO, None)


def test_a_known_message_is_found_without_a_box(tmp_path):
    image = Image.new("RGB", (1179, 2556), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(52)
    for row, text in enumerate(("Edit profile", "Name", "Robin", "Could Not Upload Photo", "Try once more")):
        pen.text((80, 300 + 400 * row), text, font=font, fill="black")
    report = look(tmp_path, saved(image, "PNG"))
    assert report.kind is Kind.SCREENSHOT
    assert KNOWN.find(report.error_message, READ)[0].message == POST


def test_an_alert_in_a_square_crop_is_read(tmp_path):
    report = look(tmp_path, field("own_screen_crop_square.png"))
    assert report.kind is Kind.SCREENSHOT
    assert report.error_message == "Profile Photo Update Failed Something went wrong. Please try again later. OK"


@pytest.mark.parametrize("language", ["ru", "ja", "ar", "hi"])
def test_an_alert_in_letters_that_cannot_be_read_is_known_for_one_and_not_made_up(tmp_path, language):
    report = look(tmp_path, field(f"alert_{language}.png"))
    assert (report.kind, report.error_message) == (Kind.SCREENSHOT, None)


@pytest.mark.parametrize(
    "logo", ["own_logo_wide_small.png", "own_logo_icon_left_text.png", "own_logo_white_on_transparent.png"]
)
def test_a_logo_is_a_picture_whatever_words_it_has(tmp_path, logo):
    report = look(tmp_path, field(logo))
    assert (report.kind, report.error_message, report.repairable) == (Kind.PHOTO, None, True)
    assert report.findings


def poster(words, size=(900, 1200)):
    image = Image.new("RGB", size, (250, 240, 220))
    pen = ImageDraw.Draw(image)
    for row, word in enumerate(words):
        pen.text((size[0] / 2, 200 + 150 * row), word, font=ImageFont.load_default(90), fill=(120, 20, 20), anchor="mm")
    return image


def test_a_poster_is_a_picture(tmp_path):
    report = look(tmp_path, saved(poster(("Summer sale", "half price", "until Sunday", "Main Street 1")), "PNG"))
    assert (report.kind, report.error_message) == (Kind.PHOTO, None)


def refuse(*_):
    raise RuntimeError("the reader has failed")


async def test_a_reader_that_fails_leaves_the_picture_a_picture(tmp_path, monkeypatch):
    monkeypatch.setattr(worker_process, "read", refuse)
    path = tmp_path / "screen.png"
    path.write_bytes(png(Screen(PROFILE)))
    workers = PhotoWorkers(workers=1, seconds=60, memory_mb=1500, megapixels=100)
    try:
        report = await workers.inspect(path, LIMITS, alerts=MESSAGES)
    finally:
        workers.close()
    assert (report.kind, [finding.code for finding in report.findings]) == (Kind.PHOTO, ["not_square"])


def test_the_reader_is_not_asked_about_photographs(tmp_path, monkeypatch):
    monkeypatch.setattr(error_screen, "find_lines", lambda *_: pytest.fail("a photograph was read"))
    for data in (saved(scene(1600, 1200), "JPEG"), saved(scene(1179, 2556), "JPEG"), saved(scene(600, 600), "PNG")):
        assert look(tmp_path, data).kind is Kind.PHOTO


def test_an_even_picture_without_text_is_a_photo(tmp_path):
    report = look(tmp_path, saved(Image.new("RGB", (600, 900), (30, 60, 90)), "PNG"))
    assert (report.kind, report.error_message) == (Kind.PHOTO, None)


def test_a_screenshot_is_still_judged_as_a_picture(tmp_path):
    report = look(tmp_path, png(Screen(PROFILE)))
    assert [finding.code for finding in report.findings] == ["not_square"]
    assert report.repairable
