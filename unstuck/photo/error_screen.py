"""Whether a picture shows an error message, and which.

It does when a known one is in it, or when a box in it has the shape of an alert. Otherwise it is a picture with words,
such as a logo or a poster, and its words are its owner's business.
"""

from itertools import accumulate

from PIL import Image

from unstuck.articles.error_messages import READ, ErrorMessages
from unstuck.photo.panel import Panel, find_panel
from unstuck.photo.reading import Line, find_lines, read_lines

# Widths at which the reader is shown a box, and a whole screen: letters of 13 points are then 23 and 13 pixels high.
_BOX_WIDTH = 480
_SCREEN_WIDTH = 384
# Pixels around a box that are read with it.
_MARGIN = 4
# Of letters in any script: what has happened, and a button.
_FEWEST_LINES = 2
# A phone's screen is at least this much taller than wide.
_TALL = 1.6
# In heights of its letters: a known message has a line of this length at least. "Cancel" has 2.8.
_LONG = 3.5
# What reading long lines may cost; a page with more of them is read around its middle, where alerts stand.
_MOST_COST = 50


def find(image: Image.Image, alerts: tuple[str, ...]) -> tuple[bool, str | None]:
    """Whether an error message is shown, and its text where it can be read.

    Args:
        image: RGB, upright.
        alerts: messages that are known.
    """
    known = ErrorMessages(alerts)
    panel = find_panel(image)
    if panel is None:
        text = _known_message(image, known) if alerts else None
        return text is not None, text
    lines = find_lines(image.crop(_around(panel, image)), _BOX_WIDTH)
    reading = read_lines(lines)
    if known.find(reading.text, READ):
        return True, reading.text
    if len(lines) < _FEWEST_LINES:
        return False, None
    if panel.divided or image.height >= _TALL * image.width:
        return True, reading.text if reading.believed else None
    return False, None


def _known_message(image: Image.Image, known: ErrorMessages) -> str | None:
    """The text of a screen without a box that has one of the messages in it; None without any.

    Long lines are read first, and the others only where one of those may be part of a message.
    """
    lines = find_lines(image, _SCREEN_WIDTH)
    text = read_lines(_long_ones(lines)).text
    if not known.find(text, READ) and known.may_have_part(text):
        text = read_lines(lines).text
    return text if known.find(text, READ) else None


def _long_ones(lines: list[Line]) -> list[Line]:
    long = sorted((line for line in lines if line.length >= _LONG), key=lambda line: abs(line.middle - 0.5))
    costs = accumulate(line.cost for line in long)
    taken = [line for line, cost in zip(long, costs, strict=True) if cost <= _MOST_COST]
    return sorted(taken, key=lambda line: line.middle)


def _around(panel: Panel, image: Image.Image) -> tuple[int, int, int, int]:
    left, top, right, bottom = panel.box
    width, height = image.size
    return max(0, left - _MARGIN), max(0, top - _MARGIN), min(width, right + _MARGIN), min(height, bottom + _MARGIN)
