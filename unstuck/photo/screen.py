"""Tell a screenshot from a photograph, before any text is looked for, which takes a hundred times as long."""

import numpy as np
from PIL import Image

from unstuck.photo.metadata import Metadata

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
_LOOK = 192
_BLOCK = 8
# A block is even when its brightness strays by less than this, of 255.
_EVEN = 3.0
# Shares of even blocks. Drawn screens have 0.69 to 0.85, photographed or not; of 23 photographs 21 have 0 to 0.47, a
# rocket in the night sky 0.57, the moon 0.69.
_OF_A_SCREEN_SIZE = 0.2
_OF_ANY_SIZE = 0.6


def may_be_screen(image: Image.Image, size: tuple[int, int], about: Metadata) -> bool:
    """Whether it is worth looking for text.

    Args:
        image: the working copy.
        size: of the file, in pixels.
        about: the file's metadata.
    """
    if size[0] == size[1]:
        return False  # what somebody cut out for a profile
    return evenness(image) >= (_OF_A_SCREEN_SIZE if is_screen_size(size) and not about.camera else _OF_ANY_SIZE)


def is_screen_size(size: tuple[int, int]) -> bool:
    """Whether a phone or tablet has a screen of this size, upright or on its side."""
    return (min(size), max(size)) in _SCREENS


def evenness(image: Image.Image) -> float:
    """The share of the picture, 0 to 1, that has no structure at all."""
    scale = _LOOK / min(image.size)
    columns, rows = (max(1, round(length * scale) // _BLOCK) for length in image.size)
    grey = image.convert("L").resize((columns * _BLOCK, rows * _BLOCK), Image.Resampling.BOX)
    blocks = np.asarray(grey, dtype=np.float32).reshape(rows, _BLOCK, columns, _BLOCK)
    return float((blocks.std(axis=(1, 3)) < _EVEN).mean())
