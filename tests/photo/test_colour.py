"""Whatever way a file stores colour, it is told where apps may show it wrongly, and comes out as it was meant."""

from io import BytesIO

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from tests.photo.samples import (
    DISPLAY_P3,
    SRGB_LIKE,
    codes,
    difference,
    distance,
    field,
    finding,
    heic,
    look,
    opened,
    repaired,
)
from tests.pictures import saved, scene
from unstuck.photo.decode import decode
from unstuck.photo.model import Severity


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1"])
def test_every_mode_keeps_its_picture(mode):
    grey = mode in ("L", "LA", "1")
    image = (scene(400, 400).convert("L") if grey else scene(400, 400)).convert(mode)
    data = saved(image, "PNG")
    assert codes(data) == []
    assert difference(opened(repaired(data).data), image) < 4


@pytest.mark.parametrize("bits", [10, 12])
def test_heic_of_more_than_8_bits_is_told_and_repaired(bits, monkeypatch):
    monkeypatch.setattr(pillow_heif.options, "SAVE_HDR_TO_12_BIT", bits == 12)
    deep = np.asarray(scene(400, 400)).astype(np.uint16) * 257
    buffer = BytesIO()
    pillow_heif.from_bytes(mode="RGB;16", size=(400, 400), data=deep.tobytes()).save(buffer)
    data = buffer.getvalue()
    assert finding(data, "unusual_colour").values == {"colour": f"{bits}-bit"}
    assert difference(opened(repaired(data).data), scene(400, 400)) < 5


@pytest.mark.parametrize("format", ["PNG", "TIFF"])
def test_deep_grey_is_scaled_down_not_cut_off(format):
    grey = scene(400, 400).convert("L")
    data = saved(Image.fromarray(np.asarray(grey).astype(np.uint16) * 257), format)
    assert "unusual_colour" in codes(data)
    assert difference(opened(repaired(data).data), grey) < 3


def test_grey_in_fractions_keeps_its_brightness():
    grey = np.asarray(scene(400, 400).convert("L"))
    data = saved(Image.fromarray(grey.astype(np.float32) / 255), "TIFF")
    assert difference(opened(repaired(data).data), Image.fromarray(grey)) < 3


def test_transparency_becomes_white():
    image = Image.new("RGBA", (300, 300), (200, 0, 0, 0))
    image.paste((0, 100, 0, 255), (0, 0, 300, 150))
    for data in (saved(image, "PNG"), saved(image, "WEBP", lossless=True), saved(image.convert("PA"), "TIFF")):
        result = opened(repaired(data).data)
        assert max(abs(a - b) for a, b in zip(result.getpixel((150, 250)), (255, 255, 255), strict=True)) < 4
        assert max(abs(a - b) for a, b in zip(result.getpixel((150, 50)), (0, 100, 0), strict=True)) < 12


def test_one_transparent_colour_becomes_white():
    image = Image.new("RGB", (300, 300), (255, 0, 255))
    image.paste((0, 100, 0), (0, 0, 300, 150))
    result = opened(repaired(saved(image, "PNG", transparency=(255, 0, 255))).data)
    assert min(result.getpixel((150, 250))) > 250


def reference(image, profile):
    return ImageCms.profileToProfile(
        image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )


def smooth():
    """A scene without noise, whose colours survive JPEG."""
    return scene(400, 400).resize((100, 100)).resize((400, 400), Image.Resampling.BICUBIC)


def test_wide_colours_come_out_as_a_reference_conversion_makes_them():
    image = smooth()
    data = saved(image, "PNG", icc_profile=DISPLAY_P3)
    assert finding(data, "unusual_colour").values == {"colour": "Display P3"}
    assert finding(data, "unusual_colour").severity is Severity.NOTES
    result = opened(repaired(data).data)
    assert distance(result, reference(image, DISPLAY_P3)) < 1.5
    assert distance(image, reference(image, DISPLAY_P3)) > 3  # without a conversion it would be seen
    assert repaired(data).report.findings == ()


def test_wide_colours_of_a_heic_file_are_converted_too():
    source = Image.open(BytesIO(saved(smooth(), "PNG", icc_profile=DISPLAY_P3)))
    data = heic(source, quality=95)
    assert codes(data) == ["heic", "unusual_colour"]
    assert distance(opened(repaired(data).data), reference(smooth(), DISPLAY_P3)) < 2.3


def test_a_profile_that_changes_nothing_is_not_worth_a_word():
    assert codes(saved(scene(400, 400), "JPEG", icc_profile=SRGB_LIKE)) == []


def test_a_damaged_profile_counts_as_none():
    for profile in (b"garbage", DISPLAY_P3[:200], DISPLAY_P3[:128] + bytes(400)):
        data = saved(scene(400, 400), "JPEG", icc_profile=profile)
        assert codes(data) == []
        assert difference(opened(repaired(data).data), scene(400, 400)) < 5


def test_lab_colours_are_told_and_converted():
    lab = ImageCms.createProfile("LAB")
    image = smooth()
    data = saved(ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), lab, outputMode="LAB"), "TIFF")
    assert finding(data, "unusual_colour").values == {"colour": "LAB"}
    assert distance(opened(repaired(data).data), image) < 2.3


def drawing(colour):
    image = Image.new("RGBA", (400, 400), (*colour, 0))
    image.paste((*colour, 255), (100, 100, 300, 300))
    return saved(image, "PNG")


@pytest.mark.parametrize(
    ("colour", "ground"), [((255, 255, 255), "dark"), ((0, 0, 0), "white"), ((200, 0, 0), "white")]
)
def test_a_see_through_picture_gets_a_ground_on_which_it_shows_and_that_is_told(colour, ground):
    assert finding(drawing(colour), "see_through").variant == ground
    _, copy = decode(drawing(colour), 1024, 10**8)
    values = np.asarray(copy.convert("L")).astype(int)
    assert abs(values[200, 200] - values[20, 20]) > 60
    assert look(field("own_logo_white_on_transparent.png")).findings[0].variant == "dark"
