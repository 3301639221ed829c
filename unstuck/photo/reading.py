"""Read text in a picture, offline: the models are part of the library."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image

# Alerts say less; what is longer is a page, and its start is enough to ask about.
_LONGEST = 400
# How sure the reader has to be of a line to take it at all, ...
_SURE = 0.6
# ... and of all lines together, by their letters, to be believed. It knows Latin letters and Chinese signs: of those it
# is 0.97 to 1 sure, of Russian, Japanese, Arabic or Hindi, which it takes for something else, at most 0.8.
_BELIEVED = 0.9
_FEWEST_LETTERS = 4
# In heights of a line; the reader takes shorter ones for that long.
_LEAST_LENGTH = 320 / 48


@dataclass(frozen=True)
class Line:
    """A line of letters that was found and is not yet read.

    Attributes:
        picture: blue, green and red of its pixels.
        middle: how far from the top it stands, 0 to 1.
    """

    picture: np.ndarray
    middle: float

    @property
    def length(self) -> float:
        """In heights of the line."""
        return float(self.picture.shape[1] / self.picture.shape[0])

    @property
    def cost(self) -> float:
        """How long it takes to read: 1 is about 5 ms."""
        return max(self.length, _LEAST_LENGTH)


@dataclass(frozen=True)
class Reading:
    """What was read, top to bottom, and whether it is to be believed."""

    text: str
    believed: bool


def find_lines(image: Image.Image, width: int) -> list[Line]:
    """The lines of letters in a picture, top to bottom.

    Args:
        image: RGB, upright.
        width: in pixels, at which the reader is shown the picture; time grows with it, and letters under 12 pixels high
            are lost.
    """
    scale = width / image.width
    if scale < 1:
        size = (width, max(1, round(image.height * scale)))
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=1.5)
    values = np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
    boxes, _ = _reader()(values, use_cls=False, use_rec=False)
    corners = [np.array(box, dtype=np.float32) for box in boxes or ()]
    pictures = _reader().get_crop_img_list(values, corners)
    middles = [float(box[:, 1].min() + box[:, 1].max()) / 2 / image.height for box in corners]
    lines = [Line(*line) for line in zip(pictures, middles, strict=True) if line[0].size]
    return sorted(lines, key=lambda line: line.middle)


def read_lines(lines: Sequence[Line]) -> Reading:
    """What the lines say."""
    found, _ = _reader().text_rec([line.picture for line in lines]) if lines else ((), 0)
    known = [(text.strip(), float(sure)) for text, sure, *_ in found if float(sure) >= _SURE and text.strip()]
    letters = sum(len(text) for text, _ in known)
    sure = sum(len(text) * sure for text, sure in known) / max(1, letters)
    text = " ".join(text for text, _ in known)[:_LONGEST]
    return Reading(text, letters >= _FEWEST_LETTERS and sure >= _BELIEVED)


@lru_cache(maxsize=1)
def _reader() -> Any:
    from rapidocr_onnxruntime import RapidOCR  # a third of a second, and only screenshots need it

    # The size is this module's business; one process a core.
    return RapidOCR(det_limit_side_len=32, intra_op_num_threads=1, inter_op_num_threads=1)
