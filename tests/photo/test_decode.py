"""From the bytes of any file to facts: never an error, and never fine when it is not."""

import struct

import numpy as np
import pytest
from PIL import Image

from tests.photo.samples import codes, difference, finding, look, moving, opened, repaired
from tests.pictures import saved, scene
from unstuck.photo.model import Kind, Severity


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_square_picture_in_a_wanted_format_has_no_findings(format):
    report = look(saved(scene(800, 800), format))
    assert (report.kind, report.format, report.width, report.height) == (Kind.PHOTO, format, 800, 800)
    assert report.findings == ()
    assert report.repairable


@pytest.mark.parametrize(
    "data",
    [b"", bytes(5000), np.random.default_rng(1).bytes(5000), b"\xff\xd8\xff", b"\x89PNG"],
    ids=["nothing", "zeros", "chance", "start of a JPEG", "start of a PNG"],
)
def test_bytes_that_are_nothing_are_unreadable(data):
    report = look(data)
    assert (report.kind, report.repairable, report.width) == (Kind.UNREADABLE, False, None)
    assert report.findings[0].code in ("corrupt", "truncated")


def test_an_empty_file_is_called_empty():
    assert look(b"").findings[0].response == "utter_finding_corrupt_empty"


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF"])
def test_a_moving_picture_is_told_and_its_first_image_repaired(format):
    data = moving(format)
    assert "animated" in codes(data)
    assert difference(opened(repaired(data).data), Image.new("RGB", (300, 300), (0, 30, 200))) < 6


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP", "TIFF"])
def test_a_still_picture_is_not_called_moving(format):
    assert "animated" not in codes(saved(scene(300, 300), format))


@pytest.mark.parametrize(
    ("image", "variant"),
    [
        (Image.new("RGB", (500, 500)), "black"),
        (Image.new("RGB", (500, 500), "white"), "white"),
        (Image.new("RGBA", (500, 500), (200, 10, 10, 0)), "clear"),
    ],
)
def test_a_picture_with_nothing_on_it_is_not_called_good(image, variant):
    said = finding(saved(image, "PNG"), "blank")
    assert (said.variant, said.severity) == (variant, Severity.WARNS)


def test_a_moving_picture_of_many_images_is_not_played():
    frames = [Image.new("RGB", (8, 8), (number % 250, number // 250, 0)) for number in range(2000)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert "animated" in codes(data)


def test_headers_that_lie_about_the_size_hurt_nobody():
    gif = bytearray(saved(Image.new("P", (300, 300)), "GIF"))
    gif[6:10] = struct.pack("<HH", 65535, 65535)
    assert "too_many_pixels" in codes(bytes(gif))
    jpeg = bytearray(saved(scene(300, 300), "JPEG"))
    place = jpeg.index(b"\xff\xc0")
    jpeg[place + 5 : place + 9] = struct.pack(">HH", 8000, 8000)
    assert look(bytes(jpeg)).kind is Kind.UNREADABLE
