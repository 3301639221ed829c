"""The box of an alert is found by its shape, and nothing else is taken for one."""

import pytest
from PIL import Image, ImageDraw

from tests.photo.screens import SIZES, Screen, draw
from tests.pictures import scene
from unstuck.photo.panel import find_panel

ALERT = Screen("Something went wrong", "Please try again later.", ("Not now", "OK"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True])
def test_an_alert_is_found_where_it_stands(size, dark):
    width, height = size
    panel = find_panel(draw(Screen(ALERT.title, ALERT.body, ALERT.buttons, size=size, dark=dark)))
    unit = width / 390
    assert panel.divided
    assert (panel.left, panel.right) == pytest.approx((width / 2 - 135 * unit, width / 2 + 135 * unit), abs=6 * unit)
    assert (panel.top + panel.bottom) / 2 == pytest.approx(height / 2, abs=10 * unit)
    assert panel.box == (panel.left, panel.top, panel.right, panel.bottom)


def test_a_box_without_letters_and_a_box_at_the_side_are_none():
    empty = Image.new("RGB", (390, 844), "grey")
    ImageDraw.Draw(empty).rounded_rectangle((60, 300, 330, 480), 14, fill="white")
    assert find_panel(empty) is None
    alert = draw(Screen(ALERT.title, ALERT.body, size=(390, 844)))
    aside = Image.new("RGB", (390, 844), "grey")
    aside.paste(alert.crop((60, 300, 330, 540)), (0, 300))
    assert find_panel(alert)
    assert find_panel(aside) is None


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3), (640, 480)])
def test_a_photograph_of_any_size_has_none(size):
    assert find_panel(scene(*size)) is None
