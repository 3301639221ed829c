"""PNG: its checksums, its profile, and what is left of a damaged one."""

import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests.photo.samples import codes, difference, look, png_chunk, png_of
from tests.pictures import saved, scene
from unstuck.photo import png
from unstuck.photo.model import Kind


def test_a_png_with_a_megabyte_of_profile_is_read():
    rest = png_chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(3_000_000), 9))
    assert look(png_of(300, 300, rest)).kind is Kind.PHOTO


def test_a_png_with_a_wrong_bit_is_damaged_although_it_can_be_shown():
    data = bytearray(saved(scene(600, 600), "PNG"))
    data[len(data) * 3 // 4] ^= 1
    assert "corrupt" in codes(bytes(data))


def test_a_wrong_checksum_alone_is_told():
    data = bytearray(saved(scene(300, 300), "PNG"))
    end = data.rindex(b"IDAT") + 4
    length = int.from_bytes(data[end - 8 : end - 4], "big")
    data[end + length] ^= 1
    assert "corrupt" in codes(bytes(data))


def test_the_rows_that_are_there_are_counted_and_kept():
    data = saved(scene(400, 400), "PNG")
    whole, share = png.pixels(Image.open(BytesIO(data)), data)
    assert (whole.size, share) == ((400, 400), 1.0)
    cut = data[: len(data) * 2 // 3]
    part, share = png.pixels(Image.open(BytesIO(cut)), cut)
    assert 0.4 < share < 0.9
    assert part.size == (400, round(400 * share))
    assert difference(part.crop((0, 0, 400, part.height - 1)), scene(400, 400).crop((0, 0, 400, part.height - 1))) == 0


def test_a_cut_png_that_sharpens_as_a_whole_is_given_up():
    data = saved(scene(400, 400), "PNG")
    cut = data[: len(data) * 2 // 3]
    image = Image.open(BytesIO(cut))
    image.info["interlace"] = 1
    with pytest.raises(OSError, match=r"(?i)truncated"):
        png.pixels(image, cut)


def test_its_coding_is_what_stands_before_the_pixels():
    data = saved(scene(40, 40), "PNG")
    start = data.index(b"IDAT") - 4
    said = png_chunk(b"cICP", bytes((9, 16, 0, 1)))
    assert png.coding(data[:start] + said + data[start:]) == (16, 9)
    assert png.coding(data) == png.coding(data + said) == (0, 0)
