"""Text in a picture is read in its order, and believed only where the reader is sure."""

from PIL import Image, ImageDraw, ImageFont

from tests.photo.samples import field, opened
from unstuck.photo.reading import find_lines, read_lines


def page(*texts, size=(480, 240)):
    image = Image.new("RGB", size, "white")
    for row, text in enumerate(texts):
        ImageDraw.Draw(image).text((20, 20 + 70 * row), text, font=ImageFont.load_default(28), fill="black")
    return image


def test_lines_are_read_from_top_to_bottom():
    lines = find_lines(page("Could not upload", "Please try again", "OK then"), 480)
    assert [line.middle for line in lines] == sorted(line.middle for line in lines)
    assert all(0 < line.middle < 1 and line.length > 1 for line in lines)
    reading = read_lines(lines)
    assert (reading.text, reading.believed) == ("Could not upload Please try again OK then", True)


def test_a_picture_without_letters_says_nothing_and_is_not_believed():
    reading = read_lines(find_lines(page(), 480))
    assert (reading.text, reading.believed) == ("", False)


def test_letters_that_the_reader_does_not_know_are_not_believed():
    lines = find_lines(opened(field("alert_hi.png")).convert("RGB"), 480)
    assert lines
    assert not read_lines(lines).believed


def test_a_long_line_costs_more_than_a_short_one():
    short, long = find_lines(page("OK", "Your picture was not saved"), 480)
    assert long.cost > short.cost > 0
