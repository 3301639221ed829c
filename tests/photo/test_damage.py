"""Damaged and hostile files: named, rescued where most is left, and never a crash."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from tests.photo.samples import codes, finding, heic, look, opened, png_chunk, png_of, repaired, similarity
from tests.pictures import saved, scene
from unstuck.photo.model import Kind, Severity

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


def encoded(format):
    image = scene(600, 600)
    if format == "HEIC":
        return heic(image)
    return saved(image, format.split()[0], **({"progressive": True} if "progressive" in format else {}))


FORMATS = ["JPEG", "JPEG progressive", "PNG", "HEIC", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000", "JXL"]


@pytest.mark.parametrize("quarters", [1, 2, 3])
@pytest.mark.parametrize("format", FORMATS)
def test_a_file_cut_at_any_quarter_is_never_called_fine(format, quarters):
    data = encoded(format)
    report = look(data[: len(data) * quarters // 4])
    blocking = {finding.code for finding in report.findings if finding.severity is Severity.BLOCKS}
    assert blocking & {"truncated", "corrupt"}
    assert report.kind in (Kind.PHOTO, Kind.UNREADABLE)
    assert report.repairable == (report.kind is Kind.PHOTO)


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"JXL"}))
def test_a_cut_file_is_said_to_end_early(format):
    data = encoded(format)
    assert "truncated" in codes(data[: len(data) * 3 // 4])


def test_a_picture_cut_in_its_last_quarter_is_rescued_without_the_grey():
    image = scene(1200, 1600)
    data = saved(image, "JPEG", quality=90)
    cut = data[: len(data) * 3 // 4]
    share = finding(cut, "truncated").values["percent"]
    assert 55 <= share <= 95
    result = repaired(cut)
    assert result.warnings == ("rescued",)
    assert result.report.findings == ()
    rows = np.asarray(opened(result.data)).astype(int)
    assert rows[-20:].std() > 5  # no even area at the bottom


def test_a_picture_of_which_less_than_half_is_left_is_given_up():
    data = saved(scene(1200, 1600), "JPEG", quality=90)
    report = look(data[: len(data) // 4])
    assert (report.kind, report.width, report.height) == (Kind.UNREADABLE, 1200, 1600)


def test_a_turned_picture_is_rescued_upright():
    from tests.photo.samples import exif

    image = scene(1200, 1600)
    data = saved(image.transpose(Image.Transpose.ROTATE_90), "JPEG", quality=90, exif=exif(6))
    cut = data[: len(data) * 3 // 4]
    result = opened(repaired(cut).data)
    assert result.width == result.height
    # The file's lower part is the upright picture's left: what is left begins further right, at its full height.
    assert np.asarray(result).astype(int)[0].std() > 0
    assert finding(cut, "truncated").response == "utter_finding_truncated_partly"


def test_a_progressive_picture_is_rescued_whole():
    data = saved(scene(1024, 1024), "JPEG", quality=90, progressive=True)
    cut = data[: len(data) // 2]
    assert finding(cut, "truncated").response == "utter_finding_truncated_wholly"
    result = repaired(cut)
    assert result.width == 1024
    assert similarity(opened(result.data), scene(1024, 1024)) > 0.8


def test_bytes_behind_a_picture_do_not_matter():
    assert codes(saved(scene(400, 400), "JPEG") + b"trailer" * 100) == []
    assert codes(saved(scene(400, 400), "PNG") + b"trailer" * 100) == []


@pytest.mark.parametrize("side", [13_000, 60_000])
def test_a_picture_of_too_many_pixels_is_not_decoded(side):
    data = bytearray(png_of(64, 64))
    data[16:33] = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0) + struct.pack(
        ">I", zlib.crc32(b"IHDR" + struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    )
    assert codes(bytes(data)) == ["too_many_pixels"]


def test_text_that_unpacks_to_much_more_is_refused():
    bomb = b"a\0\0" + zlib.compress(bytes(50_000_000), 9)
    for name in (b"zTXt", b"iCCP"):
        assert look(png_of(300, 300, png_chunk(name, bomb))).kind is Kind.UNREADABLE
    many = [png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(900_000), 9))] * 100
    assert look(png_of(300, 300, *many)).kind is Kind.UNREADABLE


def test_a_tiff_of_very_many_strips_is_judged():
    assert look(saved(Image.new("L", (1, 30_000)), "TIFF", strip_size=1)).format == "TIFF"


def test_the_longest_and_the_smallest_pictures_are_judged_and_repaired():
    for width, height in ((60_000, 1), (1, 60_000), (1, 1), (30_000, 300)):
        result = repaired(png_of(width, height))
        assert result.width == result.height == min(width, height)
