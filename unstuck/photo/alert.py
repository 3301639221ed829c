"""Whether a picture shows an error message, and which.

It does when a known one is in it, or when a box in it has the shape of an alert. Otherwise it is a picture with words,
such as a logo or a poster, and its words are its owner's business.
"""

from PIL import Image

from unstuck.photo.alerts import match_alert
from unstuck.photo.panel import Panel, find_panel
from unstuck.photo.reading import read_text

# Widths at which the reader is shown a box, and a whole screen: letters of 13 points are then 23 and 14 pixels high.
_BOX_WIDTH = 480
_SCREEN_WIDTH = 416
# Pixels around a box that are read with it.
_MARGIN = 4
# A phone's screen is at least this much taller than wide.
_TALL = 1.6


def find(image: Image.Image, alerts: tuple[str, ...]) -> tuple[bool, str | None]:
    """Whether an error message is shown, and its text where it can be read.

    Args:
        image: RGB, upright.
        alerts: messages that are known.
    """
    panel = find_panel(image)
    if panel is None:
        reading = read_text(image, _SCREEN_WIDTH) if alerts else None
        return (True, reading.text) if reading and match_alert(reading.text, alerts) else (False, None)
    reading = read_text(image.crop(_around(panel, image)), _BOX_WIDTH)
    if match_alert(reading.text, alerts):
        return True, reading.text
    if panel.divided or image.height >= _TALL * image.width:
        return True, reading.text if reading.believed else None
    return False, None


def _around(panel: Panel, image: Image.Image) -> tuple[int, int, int, int]:
    left, top, right, bottom = panel.box
    width, height = image.size
    return max(0, left - _MARGIN), max(0, top - _MARGIN), min(width, right + _MARGIN), min(height, bottom + _MARGIN)
