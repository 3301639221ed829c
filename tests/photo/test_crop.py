"""Which square of a picture is taken."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.photo.samples import beside, field, portrait
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


def plain(width, height, detail_at):
    """A grey picture with a chequered square whose left upper corner is at `detail_at`."""
    image = Image.new("RGB", (width, height), (128, 128, 128))
    pen = ImageDraw.Draw(image)
    for x in range(0, 240, 20):
        for y in range(0, 240, 20):
            if (x + y) // 20 % 2:
                left, top = detail_at[0] + x, detail_at[1] + y
                pen.rectangle((left, top, left + 19, top + 19), fill=(250, 250, 90))
    return image


@pytest.mark.parametrize(("size", "corner"), [((1200, 400), (900, 80)), ((400, 1200), (80, 20))])
def test_the_part_with_most_detail_is_kept_when_it_is_not_in_the_middle(size, corner):
    cut, taken = square(plain(*size, corner), Crop.AUTO)
    assert (cut.size, taken) == ((400, 400), Crop.DETAIL)
    assert (np.asarray(cut)[..., 2] < 100).sum() == (np.asarray(plain(*size, corner))[..., 2] < 100).sum()


def test_an_even_picture_keeps_its_middle():
    assert square(Image.new("RGB", (900, 400)), Crop.AUTO)[1] is Crop.CENTRE


def test_the_middle_is_kept_when_asked_for():
    image = plain(1200, 400, (900, 80))
    cut, taken = square(image, Crop.CENTRE)
    assert taken is Crop.CENTRE
    assert cut.tobytes() == image.crop((400, 0, 800, 400)).tobytes()


@pytest.mark.parametrize(("left", "right"), [(0, 700), (700, 0), (350, 350)])
def test_a_face_is_kept_wherever_it_is(left, right):
    image = beside(left, right)
    cut, taken = square(image, Crop.AUTO)
    assert (cut.size, taken) == ((480, 480), Crop.FACE)
    face = np.asarray(image.crop((left + 140, 90, left + 290, 270)).convert("L")).astype(int)
    inside = np.asarray(cut.convert("L")).astype(int)
    found = min(np.abs(inside[90:270, x : x + 150] - face).mean() for x in range(inside.shape[1] - 150))
    assert found < 1


def test_a_face_that_is_asked_for_and_not_there_falls_back():
    assert square(Image.new("RGB", (900, 400)), Crop.FACE)[1] is Crop.CENTRE


def test_no_letter_of_a_wordmark_is_cut_off():
    """All that is drawn is in the square, and within the circle that apps show."""
    from unstuck.photo.decode import decode

    for name in ("own_logo_wide_small.png", "own_logo_icon_left_text.png"):
        _, copy = decode(field(name), 1024, 10**8)
        cut, taken = square(copy, Crop.AUTO)
        assert taken is Crop.WHOLE
        drawn = [(np.asarray(image.convert("L")) < 128).sum() for image in (copy, cut)]
        assert drawn[1] >= 0.97 * drawn[0]
        y, x = np.nonzero(np.asarray(cut.convert("L")) < 128)
        assert np.hypot(x - cut.width / 2, y - cut.height / 2).max() <= cut.width / 2


def above(space):
    """A person in the lower part of a tall picture."""
    image = Image.new("RGB", (410, 480 + space), (90, 110, 130))
    image.paste(portrait().resize((410, 480)), (0, space))
    return image


@pytest.mark.parametrize("space", [100, 300, 700])
def test_a_head_has_room_above_in_a_tall_picture(space):
    image = above(space)
    cut, taken = square(image, Crop.AUTO)
    assert taken is Crop.FACE
    top = next(y for y in range(image.height) if np.array_equal(np.asarray(image)[y], np.asarray(cut)[0]))
    assert top <= space + 40  # the hair begins there


def test_every_face_is_kept_with_margins_where_one_square_is_too_small():
    image = Image.new("RGB", (1600, 480), (90, 110, 130))
    for left in (0, 1190):
        image.paste(portrait().resize((410, 480)), (left, 0))
    cut, taken = square(image, Crop.AUTO)
    assert (taken, cut.size) == (Crop.WHOLE, (1600, 1600))


def test_a_tall_picture_without_a_face_keeps_its_upper_part():
    image = scene(400, 900)
    cut, taken = square(image, Crop.AUTO)
    assert taken in (Crop.UPPER, Crop.DETAIL)
    rows = np.asarray(image)
    top = next(y for y in range(501) if np.array_equal(rows[y], np.asarray(cut)[0]))
    assert top < 250
