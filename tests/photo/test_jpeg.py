"""What costs a JPEG pixels, what does not, and how much is left."""

import struct

import numpy as np
import pytest
from PIL import Image

from tests.photo.samples import LIMITS, codes, exif, field, finding, look, opened, repaired
from tests.pictures import saved, scene
from unstuck.photo.decode import decode
from unstuck.photo.judge import judge

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")


@pytest.mark.parametrize(
    "name",
    [
        "own_2_bytes_before_dqt.jpg",
        "own_no_eoi_baseline.jpg",
        "own_samsung_invalid_sos.jpg",
        "own_trailer_with_70_ffda.jpg",
        "own_lower_half_black_no_eoi.jpg",
        "own_itxt_2MB.png",
    ],
)
def test_what_costs_no_pixel_is_no_damage(name):
    assert codes(field(name)) == ["not_square"] if name.endswith("jpg") else ["not_square", "too_small"]
    assert repaired(field(name)).warnings == ()


def test_end_markers_within_metadata_and_a_film_behind_the_picture_are_no_damage():
    data = saved(scene(600, 600), "JPEG", comment=b"\xff\xd9 \xff\xda" * 50, exif=exif(camera=True))
    film = b"\0\0\0\x18ftypmp42" + np.random.default_rng(1).bytes(300_000) + b"\xff\xda\xff\xd8" * 100
    assert codes(data) == codes(data + film) == []


@pytest.mark.parametrize("stray", [b"\0\0", bytes(range(256)), b"\r\n<br />\n"])
def test_stray_bytes_behind_the_start_marker_are_no_damage(stray):
    data = saved(scene(600, 600), "JPEG", exif=exif(6))
    assert codes(data[:2] + stray + data[2:]) == codes(data) == ["rotated"]
    assert look(data[:2] + stray + data[2:]).bytes == len(data) + len(stray)


def test_a_jpeg_whose_first_segment_is_too_short_is_read():
    data = saved(scene(600, 600), "JPEG")
    assert codes(data[:2] + b"\xff\xe0\0\7JFIF\0" + data[2:]) == []


def test_damage_in_the_pixels_is_not_healed_away():
    data = bytearray(saved(scene(900, 900), "JPEG", quality=90))
    middle = len(data) // 2
    data[middle : middle + 4] = b"\xff\xe5\x20\x10"  # looks like metadata of 8 kB
    assert "corrupt" in codes(bytes(data))


def test_damage_is_told_as_it_shows():
    """All of a progressive picture loses sharpness; of a sequential one a part is lost."""
    for progressive, words in ((True, "sharp"), (False, "%")):
        data = saved(scene(1024, 1024), "JPEG", quality=90, progressive=progressive)
        said = finding(data[: len(data) * 3 // 4], "truncated")
        assert said.variant == {"sharp": "wholly", "%": "partly"}[words]
    broken = bytearray(saved(scene(1024, 1024), "JPEG", quality=90, progressive=True))
    broken[len(broken) * 3 // 4 : len(broken) * 3 // 4 + 800] = bytes(800)
    assert finding(bytes(broken), "corrupt").variant == "blurred"


def test_a_lossless_jpeg_is_no_kind_that_apps_take_but_is_repaired():
    """The smallest there is: one grey of 128, without any difference from what is predicted."""
    head = b"\xff\xd8\xff\xc3" + struct.pack(">HBHHB3B", 11, 8, 300, 300, 1, 1, 0x11, 0)
    table = b"\xff\xc4" + struct.pack(">H", 20) + b"\0\1" + bytes(15) + b"\0"
    scan = b"\xff\xda" + struct.pack(">HB2B3B", 8, 1, 1, 0, 1, 0, 0)
    data = head + table + scan + bytes(300 * 300 // 8) + b"\xff\xd9"
    assert finding(data, "unsupported_format").values["format"] == "lossless JPEG"
    assert opened(repaired(data).data).getpixel((150, 150)) == pytest.approx((128,) * 3, abs=2)
    assert judge(decode(data, 1024, 10**8)[0], LIMITS, "me.jpg") == judge(decode(data, 1024, 10**8)[0], LIMITS)


def test_a_jpeg_of_108_megapixels_is_read_at_a_fraction():
    data = saved(Image.new("RGB", (12_000, 9000), (90, 120, 60)), "JPEG", quality=40)
    assert codes(data) == ["not_square"]
    assert repaired(data).width == 1024
    assert "too_many_pixels" in codes(saved(Image.new("L", (12_000, 9000)), "JPEG", progressive=True))


@pytest.mark.parametrize(
    "mark", [b'<rdf hdrgm:Version="1.0"/>', b"<apdi>urn:com:apple:photo:2020:aux:hdrgainmap HDRGainMap</apdi>"]
)
def test_a_jpeg_with_a_gain_map_behind_much_metadata_is_known_for_one(mark):
    data = saved(scene(300, 300), "JPEG", comment=bytes(60_000), xmp=bytes(60_000) + mark)
    assert decode(data, 1024, 10**8)[0].gain_map
    assert not decode(saved(scene(300, 300), "JPEG"), 1024, 10**8)[0].gain_map


def test_a_jpeg_with_a_piece_missing_is_not_called_fine():
    data = saved(scene(900, 900), "JPEG", quality=90)
    hole = data[: len(data) // 2] + data[len(data) // 2 + 3000 :]
    assert "corrupt" in codes(hole)


def test_a_jpeg_of_very_many_passes_is_not_played():
    data = saved(scene(300, 300), "JPEG", progressive=True)
    last = data[data.rindex(b"\xff\xda") : -2]
    assert codes(data[:-2] + last * 100 + b"\xff\xd9") == ["corrupt"]
