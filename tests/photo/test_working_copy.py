"""The working copy stands upright and has its picture's shape."""

import pytest
from PIL import Image, ImageOps

from tests.photo.samples import MOST_PIXELS, codes, difference, exif, field, heic, opened, repaired
from tests.pictures import saved, scene
from unstuck.photo.decode import decode
from unstuck.photo.working_copy import working_copy

TURNS = {
    1: [],
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_90],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_270],
}


def middle(image):
    return ImageOps.fit(image, (min(image.size), min(image.size)))


def stored(orientation, format):
    """A scene of 300 x 200 as a camera held that way stores it."""
    image = scene(300, 200)
    for turn in TURNS[orientation]:
        image = image.transpose(turn)
    block = exif(orientation)
    return heic(image, exif=block.tobytes()) if format == "HEIC" else saved(image, format, exif=block)


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("format", ["JPEG", "HEIC", "PNG", "WEBP", "TIFF", "AVIF"])
def test_every_orientation_comes_out_upright(orientation, format):
    data = stored(orientation, format)
    facts, copy = decode(data, 1024, MOST_PIXELS)
    assert (facts.width, facts.height) == copy.size == (300, 200)
    assert difference(copy, scene(300, 200)) < 5
    assert ("rotated" in codes(data)) == (orientation != 1)
    result = repaired(data)
    assert difference(opened(result.data), middle(scene(300, 200))) < 6
    assert result.report.findings[1:] == ()  # it is small, and that is all


def test_a_picture_one_pixel_wide_keeps_its_colour():
    _, copy = decode(field("own_1x400.jpg"), 1024, 10**8)
    assert difference(copy, opened(field("own_1x400.jpg")).crop((0, 192, 1, 208))) < 3


@pytest.mark.parametrize("size", [(300, 200), (201, 300), (102, 101), (150, 149)])
def test_a_large_picture_is_scaled_so_that_its_middle_stays_the_middle(size):
    """The middle square of the copy is the middle square of the picture."""
    copy = working_copy(scene(*size), 100, 1).image
    assert min(copy.size) == 100
    assert (copy.width - copy.height) % 2 == 0
    wanted = ImageOps.fit(scene(*size), (100, 100), Image.Resampling.LANCZOS)
    assert difference(middle(copy), wanted) < 1


def test_nothing_is_scaled_up_and_no_square_needs_more_of_a_panorama():
    assert working_copy(scene(300, 200), 1024, 1).image.size == (300, 200)
    assert working_copy(scene(500, 10), 1024, 1).image.size == (160, 10)


def test_every_turn_is_undone_by_its_own():
    for turn, steps in TURNS.items():
        image = scene(30, 20)
        for step in steps:
            image = image.transpose(step)
        assert difference(working_copy(image, 1024, turn).image, scene(30, 20)) == 0
