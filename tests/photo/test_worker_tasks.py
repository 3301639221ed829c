"""What a worker makes of a file: a report with a copy to go on with, or a sentence that says why not."""

import pytest
from PIL import Image

from tests.photo.samples import LIMITS, MOST_PIXELS, opened, png_of
from tests.photo.screens import Screen, png
from tests.pictures import saved, scene
from unstuck.errors import PhotoError
from unstuck.photo import worker_tasks
from unstuck.photo.model import Crop


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "picture"
        path.write_bytes(data)
        return path

    return write


def test_what_was_decoded_once_is_repaired_without_the_file(file):
    path = file(saved(scene(600, 400), "PNG"))
    looked = worker_tasks.judged(path, LIMITS, MOST_PIXELS)
    assert [finding.code for finding in looked.report.findings] == ["not_square"]
    assert not looked.may_be_screen
    again = worker_tasks.mended(path, LIMITS, MOST_PIXELS, Crop.CENTRE, "me.png")
    path.unlink()
    assert worker_tasks.mended_copy(looked.copy, LIMITS, Crop.CENTRE, "me.png") == again


def test_a_copy_that_is_too_large_to_be_handed_on_is_left_out(file):
    looked = worker_tasks.judged(file(saved(Image.new("RGB", (6000, 1000), "teal"), "JPEG")), LIMITS, MOST_PIXELS)
    assert looked.report.repairable
    assert looked.copy is None


def test_an_alert_is_read_from_the_copy(file):
    looked = worker_tasks.judged(file(png(Screen("Photo Not Saved", "There was a problem."))), LIMITS, MOST_PIXELS)
    assert looked.may_be_screen
    shown, text = worker_tasks.alert_in(looked.copy, ("Photo Not Saved",))
    assert shown
    assert text.startswith("Photo Not Saved There was a problem")


def test_what_a_repair_leaves_out_is_told_with_it(file):
    data = saved(scene(600, 400), "JPEG")
    assert worker_tasks.mended(file(data), LIMITS, MOST_PIXELS, Crop.CENTRE, "a").warnings == ()
    cut = file(data[: len(data) * 3 // 4])
    assert worker_tasks.mended(cut, LIMITS, MOST_PIXELS, Crop.CENTRE, "a").warnings == ("rescued",)
    clear = scene(300, 300).convert("RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 100, 100))
    assert worker_tasks.mended(file(saved(clear, "PNG")), LIMITS, MOST_PIXELS, Crop.CENTRE, "a").warnings == (
        "on_white",
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"words", "photo_not_an_image"),
        (saved(scene(300, 300), "PNG")[:200], "photo_unreadable"),
        (png_of(400, 300), "photo_too_many_pixels"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + bytes(3000), "photo_unread"),
    ],
)
def test_what_cannot_be_repaired_says_why(file, data, code):
    with pytest.raises(PhotoError) as caught:
        worker_tasks.mended(file(data), LIMITS, 100_000, Crop.CENTRE, "a")
    assert caught.value.code == code


def test_a_preview_is_a_jpeg_that_any_browser_shows(file):
    shown = opened(worker_tasks.previewed(file(saved(Image.new("RGB", (3000, 1500)), "TIFF")), MOST_PIXELS))
    assert (shown.format, shown.size) == ("JPEG", (2048, 1024))
    with pytest.raises(PhotoError) as caught:
        worker_tasks.previewed(file(b"words"), MOST_PIXELS)
    assert caught.value.code == "photo_unreadable"


def test_a_file_that_is_gone_is_missing(tmp_path):
    with pytest.raises(PhotoError) as caught:
        worker_tasks.judged(tmp_path / "gone", LIMITS, MOST_PIXELS)
    assert caught.value.code == "photo_missing"
