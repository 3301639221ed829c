"""Read text in a picture, offline: the models are part of the library."""

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


@dataclass(frozen=True)
class Reading:
    """What was read, top to bottom, and whether it is to be believed."""

    text: str
    believed: bool


def read_text(image: Image.Image, width: int) -> Reading:
    """Read a picture.

    Args:
        image: RGB, upright.
        width: in pixels, at which the reader is shown the picture; time grows with it, and letters under 12 pixels high
            are lost.
    """
    scale = width / image.width
    if scale < 1:
        size = (width, max(1, round(image.height * scale)))
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=1.5)
    found, _ = _reader()(np.asarray(image)[:, :, ::-1], use_cls=False)
    lines = [(_middle(box), text.strip(), float(sure)) for box, text, sure in found or () if float(sure) >= _SURE]
    lines = sorted(line for line in lines if line[1])
    letters = sum(len(text) for _, text, _ in lines)
    sure = sum(len(text) * sure for _, text, sure in lines) / max(1, letters)
    text = " ".join(text for _, text, _ in lines)[:_LONGEST]
    return Reading(text, letters >= _FEWEST_LETTERS and sure >= _BELIEVED)


def _middle(box: Any) -> float:
    return (min(point[1] for point in box) + max(point[1] for point in box)) / 2


@lru_cache(maxsize=1)
def _reader() -> Any:
    from rapidocr_onnxruntime import RapidOCR  # a third of a second, and only screenshots need it

    # The size is this module's business; one process a core.
    return RapidOCR(det_limit_side_len=32, intra_op_num_threads=1, inter_op_num_threads=1)
