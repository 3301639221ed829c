"""Read the text of a screenshot, offline: the models are part of the library."""

from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Any

import numpy as np
from PIL import Image

# Alerts say less; what is longer is a page, and its start is enough to ask about.
_LONGEST = 400
# The reader is shown a shorter side of this many pixels: letters of 13 points are still 18 pixels high. It takes half
# the time of the library's own 736, and reads the tests' screens as well.
_SIDE = 544
# A word or two on a wall make no screenshot.
_FEWEST_LETTERS = 8
# How sure the reader has to be of a line.
_SURE = 0.6
# An alert stands in the middle of the screen: its lines' centres are this near to the middle, in widths, ...
_CENTRED = 0.04
# ... its own middle within this part of the height, ...
_MIDDLE = (0.3, 0.7)
# ... and its lines are at most this far apart, in line heights.
_APART = 3.5


@dataclass(frozen=True)
class _Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float


def read_text(image: Image.Image) -> str | None:
    """The text of an alert in the middle of a screen, or else all text, top to bottom; None where there is hardly any.

    Args:
        image: RGB, upright.
    """
    scale = _SIDE / min(image.size)
    if scale < 1:
        size = (round(image.width * scale), round(image.height * scale))
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=1.5)
    found, _ = _reader()(np.asarray(image)[:, :, ::-1], use_cls=False)
    lines = [_line(box, text) for box, text, sure in found or () if float(sure) >= _SURE and text.strip()]
    if sum(sign.isalpha() for line in lines for sign in line.text) < _FEWEST_LETTERS:
        return None
    lines.sort(key=lambda line: (line.top + line.bottom) / 2)
    chosen = _alert(lines, image.width, image.height) or lines
    return " ".join(line.text.strip() for line in chosen)[:_LONGEST]


def _alert(lines: list[_Line], width: int, height: int) -> list[_Line]:
    """The lines of an alert; none where no group of lines looks like one."""
    centred = [line for line in lines if abs((line.left + line.right) / 2 - width / 2) <= _CENTRED * width]
    groups: list[list[_Line]] = []
    for line in centred:
        size = median(other.bottom - other.top for other in centred)
        if groups and line.top - groups[-1][-1].bottom <= _APART * size:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        middle = (group[0].top + group[-1].bottom) / 2 / height
        if len(group) > 1 and _MIDDLE[0] <= middle <= _MIDDLE[1]:
            return group
    return []


def _line(box: Any, text: str) -> _Line:
    across, down = [point[0] for point in box], [point[1] for point in box]
    return _Line(text, min(across), max(across), min(down), max(down))


@lru_cache(maxsize=1)
def _reader() -> Any:
    from rapidocr_onnxruntime import RapidOCR  # a third of a second, and only screenshots need it

    return RapidOCR(det_limit_side_len=_SIDE, intra_op_num_threads=1)  # one process a core
