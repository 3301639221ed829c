"""The repaired file: what is kept, how good it is, and what is left out."""

import re

import numpy as np
import pytest
from PIL import Image, ImageOps

from tests.photo.samples import DISPLAY_P3, LIMITS, beside, codes, exif, field, heic, opened, repaired, similarity
from tests.pictures import saved, scene
from unstuck.articles.model import ImageLimits
from unstuck.errors import PhotoError
from unstuck.photo.model import Crop


def test_the_file_is_a_square_jpeg_of_the_advised_side_and_without_findings():
    result = repaired(heic(scene(1600, 1200)))
    image = opened(result.data)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1024, 1024))
    assert (result.width, result.height) == (1024, 1024)
    assert len(result.data) <= LIMITS.advised_bytes
    assert result.report.findings == ()
    assert codes(result.data) == []
    assert result.warnings == ()


def test_nothing_is_scaled_up():
    assert repaired(saved(scene(600, 400), "WEBP")).width == 400


def test_a_file_just_over_a_limit_ends_at_the_limit():
    assert repaired(saved(scene(1025, 1030), "PNG")).width == 1024


def test_no_metadata_is_left():
    data = saved(
        scene(500, 400),
        "JPEG",
        exif=exif(orientation=6, camera=True, place=True),
        icc_profile=DISPLAY_P3,
        xmp=b"<x exif:GPSLatitude='1'/>",
        comment=b"me",
    )
    result = repaired(data)
    image = opened(result.data)
    assert dict(image.getexif()) == {}
    assert not {"icc_profile", "xmp", "comment", "exif"} & set(image.info)
    markers = set(re.findall(rb"\xff([\xe1-\xef\xfe])", result.data.split(b"\xff\xda")[0]))
    assert markers == set()


@pytest.mark.parametrize(
    "make", [lambda image: saved(image, "JPEG", quality=95), heic, lambda image: saved(image, "PNG")]
)
def test_the_file_is_as_good_as_the_scaled_original(make):
    """At least 0.95, by the issue; both decoders' shortcuts included."""
    image = scene(2400, 1800)
    ideal = ImageOps.fit(opened_any(make(image)), (1024, 1024), Image.Resampling.LANCZOS)
    assert similarity(opened(repaired(make(image)).data), ideal) >= 0.95


def opened_any(data):
    return opened(data).convert("RGB")


def test_noise_itself_keeps_its_quality_while_it_fits():
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (700, 700, 3), np.uint8))
    result = repaired(saved(noise, "PNG"))
    assert similarity(opened(result.data), noise) >= 0.95


def limits(**changes):
    return ImageLimits(**{**LIMITS.model_dump(), **changes})


def test_a_tight_limit_costs_quality_first_and_then_size():
    image = scene(1024, 1024)
    sizes = []
    for advised in (200_000, 60_000, 15_000):
        result = repaired(saved(image, "PNG"), limits=limits(advised_bytes=advised))
        assert len(result.data) <= advised
        ideal = image.resize((result.width, result.width), Image.Resampling.LANCZOS)
        assert similarity(opened(result.data), ideal) >= 0.8
        sizes.append(result.width)
    assert sizes[0] == 1024
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < 1024


def test_a_limit_that_nothing_meets_is_an_error():
    with pytest.raises(PhotoError) as caught:
        repaired(saved(scene(400, 400), "PNG"), limits=limits(advised_bytes=10))
    assert caught.value.code == "photo_not_repairable"


def test_the_preview_shows_the_picture_in_a_circle():
    preview = opened(repaired(saved(Image.new("RGB", (600, 600), (200, 30, 30)), "PNG")).preview)
    assert (preview.format, preview.mode) == ("PNG", "RGBA")
    assert preview.getpixel((0, 0))[3] == 0
    red, green, _, opaque = preview.getpixel((preview.width // 2, preview.height // 2))
    assert opaque == 255
    assert red > 190
    assert green < 40


@pytest.mark.parametrize(
    ("sent", "kept"), [("IMG_0042.HEIC", "IMG_0042.jpg"), ("../../a b.tar.png", "a b.tar.jpg"), ("", "file.jpg")]
)
def test_the_name_is_kept_with_a_new_ending(sent, kept):
    from unstuck.photo.mend import mend

    assert mend(scene(50, 50), LIMITS, Crop.CENTRE, sent).filename == kept


def test_the_whole_picture_can_be_had_with_margins():
    result = repaired(saved(scene(900, 400), "PNG"), Crop.WHOLE)
    assert (result.crop, result.width) == (Crop.WHOLE, 900)


def test_the_other_crops_are_shown():
    result = repaired(saved(scene(900, 400), "PNG"), Crop.CENTRE)
    assert [crop for crop, _ in result.others] == [Crop.DETAIL, Crop.WHOLE]
    assert all(opened(shown).format == "PNG" for _, shown in result.others)
    assert repaired(saved(scene(400, 400), "PNG")).others == ()


def test_a_face_can_be_had_again_after_another_crop_was_tried():
    data = saved(beside(0, 900), "PNG")
    assert Crop.FACE not in dict(repaired(data, Crop.AUTO).others)
    assert Crop.FACE in dict(repaired(data, Crop.CENTRE).others)
    assert Crop.FACE not in dict(repaired(saved(scene(900, 400), "PNG"), Crop.DETAIL).others)


def test_a_crop_that_looks_like_the_one_taken_is_not_offered():
    even = Image.new("RGB", (900, 400), (200, 40, 40))
    assert repaired(saved(even, "PNG"), Crop.CENTRE).others == ()


def test_all_of_a_wordmark_stands_on_its_own_ground_when_it_is_asked_for():
    result = repaired(field("own_logo_wide_small.png"), Crop.WHOLE)
    assert opened(result.data).getpixel((2, 2)) == pytest.approx((255, 255, 255), abs=3)
