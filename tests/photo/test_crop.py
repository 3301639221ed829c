"""Which square of a picture is taken."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.pictures import scene
from unstuck.photo.crop import others, square
from unstuck.photo.model import Crop


def drawing(width, height, box):
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).ellipse(box, fill="black")
    return image


@pytest.mark.parametrize("crop", Crop)
@pytest.mark.parametrize("size", [(600, 400), (400, 600), (400, 400)])
def test_every_way_gives_a_square(crop, size):
    picture, taken = square(scene(*size), crop)
    assert picture.width == picture.height
    assert taken in set(Crop) - {Crop.AUTO}


def test_a_drawing_at_the_side_is_kept_whole():
    picture, _ = square(drawing(900, 300, (20, 60, 200, 240)), Crop.AUTO)
    dark = np.asarray(picture.convert("L")) < 128
    assert dark.sum() == pytest.approx(np.pi * 90**2, rel=0.05)
    assert not dark[:, [0, -1]].any()


def test_the_middle_is_the_middle():
    image = Image.new("RGB", (300, 100), "red")
    image.paste("blue", (100, 0, 200, 100))
    picture, _ = square(image, Crop.CENTRE)
    assert picture.getcolors() == [(100 * 100, (0, 0, 255))]


def test_with_margins_nothing_is_lost():
    picture, _ = square(scene(600, 400), Crop.WHOLE)
    assert picture.size == (600, 600)
    assert picture.crop((0, 100, 600, 500)).tobytes() == scene(600, 400).tobytes()


def test_other_squares_are_offered_only_where_they_show_something_else():
    assert others(scene(400, 400), Crop.AUTO, Crop.CENTRE) == ()
    ways = [way for way, _ in others(scene(900, 300), Crop.AUTO, Crop.DETAIL)]
    assert Crop.DETAIL not in ways
    assert len(ways) == len(set(ways)) > 0
