"""Tell a screenshot from a photograph, before any text is looked for, which takes a hundred times as long."""

import numpy as np
from PIL import Image

from unstuck.photo.metadata import Metadata
from unstuck.photo.panel import find_panel

# Pixels of the screens of iPhones and iPads, shorter side first, as their makers' specifications give them.
_SCREENS = frozenset(
    {
        *((640, 1136), (750, 1334), (828, 1792), (1080, 1920), (1125, 2436), (1170, 2532), (1179, 2556), (1206, 2622)),
        *((1242, 2208), (1242, 2688), (1260, 2736), (1284, 2778), (1290, 2796), (1320, 2868)),
        *((1488, 2266), (1536, 2048), (1620, 2160), (1640, 2360), (1668, 2224), (1668, 2388), (1668, 2420)),
        *((2048, 2732), (2064, 2752)),
    }
)
# The picture is looked at with this shorter side, so that noise and the pattern of a photographed screen average out.
_LOOK = 384
# A block of this many pixels is even when its brightness strays by less than _EVEN, of 255, once halved in size.
_BLOCK = 16
_EVEN = 1.5
# Shares of even blocks. Drawn screens have 0.68 to 0.84, photographed or not; of 16 photographs 15 have 0 to 0.31, a
# rocket in the night sky has 0.52.
_OF_A_SCREEN_SIZE = 0.4
_OF_ANY_SIZE = 0.6
# Letters have sharp edges: steps of brightness of more than _SHARP from pixel to pixel. Screens with an alert have a
# share of 0.012 to 0.024, a clear sky or a soft wall none.
_SHARP = 30
_ENOUGH_SHARP = 0.004


def may_be_screen(image: Image.Image, size: tuple[int, int], about: Metadata) -> bool:
    """Whether it is worth looking for an error message.

    Args:
        image: the working copy.
        size: of the file, in pixels.
        about: the file's metadata.
    """
    if find_panel(image):
        return True
    if size[0] == size[1]:
        return False  # what somebody cut out for a profile
    least = _OF_A_SCREEN_SIZE if _is_screen_size(size) and not about.camera else _OF_ANY_SIZE
    even, sharp = structure(image)
    return even >= least and sharp >= _ENOUGH_SHARP


def structure(image: Image.Image) -> tuple[float, float]:
    """The shares of the picture, 0 to 1, that have no structure at all, and that are sharp edges."""
    scale = _LOOK / min(image.size)
    columns, rows = (max(1, round(length * scale) // _BLOCK) for length in image.size)
    grey = image.convert("L").resize((columns * _BLOCK, rows * _BLOCK), Image.Resampling.BOX)
    steps = np.abs(np.diff(np.asarray(grey, dtype=np.int16), axis=1))
    halved = np.asarray(grey.reduce(2), dtype=np.float32).reshape(rows, _BLOCK // 2, columns, _BLOCK // 2)
    return float((halved.std(axis=(1, 3)) < _EVEN).mean()), float((steps > _SHARP).mean())


def _is_screen_size(size: tuple[int, int]) -> bool:
    return (min(size), max(size)) in _SCREENS
