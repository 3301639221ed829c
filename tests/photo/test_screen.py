"""A screenshot is told from a photograph before any text is looked for."""

import pytest
from PIL import Image, ImageDraw

from tests.photo.samples import LIMITS, MOST_PIXELS
from tests.photo.screens import Screen, draw
from tests.pictures import saved
from unstuck.photo.decode import decode
from unstuck.photo.metadata import Metadata
from unstuck.photo.screen import may_be_screen, structure


def test_real_photographs_are_told_apart_even_when_they_have_a_screens_size():
    import matplotlib
    from sklearn.datasets import load_sample_images

    people = Image.open(f"{matplotlib.get_data_path()}/sample_data/grace_hopper.jpg")
    for image in (people, *map(Image.fromarray, load_sample_images().images)):
        assert not may_be_screen(image, image.size, Metadata())
        assert not may_be_screen(image.resize((1179, 2556)), (1179, 2556), Metadata())


def test_a_square_drawing_is_a_profile_picture_not_a_screenshot(tmp_path):
    image = Image.new("RGB", (800, 800), (240, 240, 244))
    image.paste(draw(Screen("Our little shop", "since 1980")).crop((200, 1100, 980, 1400)), (10, 200))
    facts, copy = decode(saved(image, "PNG"), LIMITS.side, MOST_PIXELS)
    assert not may_be_screen(copy, (facts.width, facts.height), facts.metadata)


def test_a_page_of_a_screen_s_size_may_be_one_and_a_camera_s_file_is_not():
    page = Image.new("RGB", (1179, 2556), "white")
    for row in range(12):
        ImageDraw.Draw(page).text((80, 150 + 200 * row), "Settings and privacy", fill="black", font_size=52)
    assert may_be_screen(page, page.size, Metadata())
    even, sharp = structure(page)
    assert even > 0.6
    assert sharp > 0.004
    assert not may_be_screen(page, (1000, 1000), Metadata())


def test_a_soft_wall_is_even_and_has_no_letters():
    wall = Image.linear_gradient("L").point(lambda value: 100 + value // 8).resize((1179, 2556)).convert("RGB")
    even, sharp = structure(wall)
    assert even > 0.9
    assert sharp == 0
    assert not may_be_screen(wall, wall.size, Metadata())


@pytest.mark.parametrize("size", [(1, 1), (1, 16), (16, 1)])
def test_the_smallest_pictures_are_no_screens(size):
    assert not may_be_screen(Image.new("RGB", size), size, Metadata())
