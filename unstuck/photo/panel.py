"""Find the box of an alert in a picture, by its shape: an even area with edges around it and rows of letters in it."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PIL import Image

# The picture is looked at with this width, at most, so that noise averages out; a phone's point is about a pixel then.
_LOOK = 384
# An area is even where brightness, of 255, changes by less than this from pixel to pixel.
_EVEN = 9
# An alert's width in widths of the picture, its distance from the middle, and its height in heights of the picture.
_WIDTHS = (0.4, 0.97)
_CENTRED = 0.09
_HEIGHTS = (0.08, 0.9)
# Its width in heights of itself: flat signs and tall windows are no alerts.
_SHAPES = (0.66, 2.8)
# How much of its outline an even area fills, letters aside.
_FILLED = 0.5
# Parts of one box, divided by lines, end within this many pixels of each other, and are this far apart at most.
_ALIGNED = 8
_APART = 8
# A letter's edge; and how many of them in a row of pixels make the row part of a line of letters.
_SHARP = 28
_FEWEST_EDGES = 3
# Lines of letters: their least height in pixels of the small copy, the gap that divides two, and how many make an
# alert: what has happened, and a button.
_LEAST_HEIGHT = 3
_GAP = 3
_FEWEST_LINES = 2
# A line of letters is lower than this share of its box; what is higher is a picture.
_HIGHEST_LINE = 0.4


@dataclass(frozen=True)
class Panel:
    """A box in pixels of the picture. `divided`: lines across it part its buttons from its text."""

    left: int
    top: int
    right: int
    bottom: int
    divided: bool

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom


@dataclass(frozen=True)
class _Area:
    left: int
    top: int
    right: int
    bottom: int
    parts: int = 1


def find_panel(image: Image.Image) -> Panel | None:
    """The box of an alert, RGB picture upright; None where nothing has the shape of one."""
    scale = min(1.0, _LOOK / image.width)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    grey = np.asarray(image.resize(size, Image.Resampling.BOX).convert("L"), dtype=np.int16)
    for area in _boxes(grey):
        if _lines(grey[area.top : area.bottom, area.left : area.right]) >= _FEWEST_LINES:
            left, top, right, bottom = (round(edge / scale) for edge in (area.left, area.top, area.right, area.bottom))
            return Panel(left, top, right, bottom, area.parts > 1)
    return None


def _boxes(grey: np.ndarray) -> list[_Area]:
    """Even areas that stand in the picture as alerts do, largest first."""
    import cv2

    height, width = grey.shape
    steps = np.zeros(grey.shape, dtype=np.uint8)
    steps[:, 1:] |= (np.abs(np.diff(grey, axis=1)) >= _EVEN).astype(np.uint8)
    steps[1:] |= (np.abs(np.diff(grey, axis=0)) >= _EVEN).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(1 - steps, connectivity=4)
    found = []
    for number in range(1, count):
        left, top, wide, tall, area = (int(value) for value in stats[number])
        middle = (left + wide / 2) / width
        if wide < _WIDTHS[0] * width or wide > _WIDTHS[1] * width or abs(middle - 0.5) > _CENTRED:
            continue
        if area >= _FILLED * wide * tall and tall >= _LEAST_HEIGHT:
            found.append(_Area(left, top, left + wide, top + tall))
    boxes = [box for box in _joined(found) if _has_shape(box, height)]
    return sorted(boxes, key=lambda box: (box.right - box.left) * (box.top - box.bottom))


def _has_shape(box: _Area, height: int) -> bool:
    tall = box.bottom - box.top
    shape = (box.right - box.left) / tall
    return _HEIGHTS[0] * height <= tall <= _HEIGHTS[1] * height and _SHAPES[0] <= shape <= _SHAPES[1]


def _joined(areas: list[_Area]) -> list[_Area]:
    """Areas that stand on each other with equal sides are one box, which lines divide."""
    joined: list[_Area] = []
    for area in sorted(areas, key=lambda area: area.top):
        above = joined[-1] if joined else None
        if (
            above
            and abs(above.left - area.left) <= _ALIGNED
            and abs(above.right - area.right) <= _ALIGNED
            and -_APART <= area.top - above.bottom <= _APART
        ):
            left, right = min(above.left, area.left), max(above.right, area.right)
            joined[-1] = _Area(left, above.top, right, max(above.bottom, area.bottom), above.parts + 1)
        else:
            joined.append(area)
    return joined


def _lines(inside: np.ndarray) -> int:
    """How many lines of letters there are in a box."""
    margin = 4  # the box's own rounded edge
    inside = inside[margin:-margin, margin:-margin]
    if not inside.size:
        return 0
    edges = (np.abs(np.diff(inside, axis=1)) >= _SHARP).sum(axis=1) >= _FEWEST_EDGES
    rows = np.flatnonzero(edges)
    if not len(rows):
        return 0
    starts = [rows[0]] + [later for earlier, later in pairwise(rows) if later - earlier > _GAP]
    ends = [earlier for earlier, later in pairwise(rows) if later - earlier > _GAP] + [rows[-1]]
    heights = [end - start + 1 for start, end in zip(starts, ends, strict=True)]
    if max(heights) > _HIGHEST_LINE * inside.shape[0]:
        return 0
    return sum(height >= _LEAST_HEIGHT for height in heights)
