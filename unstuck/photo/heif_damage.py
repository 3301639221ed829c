"""Damage of HEIC, AVIF and their like: what their decoders conceal or leave out.

libheif paints tiles that are missing or scrambled in one colour and says nothing. The boxes tell where each tile's
bytes lie, so that a tile beyond the end of the file is known to be lost.
"""

import numpy as np
import pillow_heif
from PIL import Image

from unstuck.photo.boxes import Boxes

# A tile of this many bytes has more than one colour: libheif's own of one colour take under 100.
_BUSY_TILE = 600
# The sides of tiles, in pixels.
_SIDES = (256, 512, 1024)
# Pixels between two that are looked at, ...
_STEP = 8
# ... and how many of those make a block; coding blocks are 64 pixels at most, and nothing that a camera sees is this
# even over half as many.
_BLOCK = 32 // _STEP
_GREEN = (60, 170)
# The small copy is compared in so many cells each way; of 12 sound files of phones none differs in any by more than 10
# of 255.
_CELLS = 16
_OTHER = 40
_SAME_SHAPE = 0.03


def whole_part(decoded: Image.Image, boxes: Boxes, size: int) -> Image.Image | None:
    """Of a decoded picture what lies within the file's `size` bytes; None when that cannot be told."""
    share = boxes.share(size)
    if share == 1 or boxes.mirrored:
        return decoded if share == 1 else None
    width, height = decoded.size
    across, down = max(1, int(width * share)), max(1, int(height * share))
    # The last rows that are stored come to lie below, right, above, left.
    box = (
        (0, 0, width, down),
        (0, 0, across, height),
        (0, height - down, width, height),
        (width - across, 0, width, height),
    )
    return decoded.crop(box[boxes.quarters])


def looks_scrambled(decoded: Image.Image, boxes: Boxes, data: bytes) -> bool:
    """Whether the decoder has painted over what it could not read.

    It leaves areas without any data in the green that is zero in all three channels, and a lost tile in one colour.
    Other damage shows where the file has a small copy of the picture, as phones write it, that looks different.
    """
    if decoded.mode != "RGB":  # what is see-through may have any colour
        return False
    # Every eighth pixel each way is enough; all of them would be copied for it.
    size = (max(1, decoded.width // _STEP), max(1, decoded.height // _STEP))
    values = np.asarray(decoded.resize(size, Image.Resampling.NEAREST))
    return _has_green_block(values) or _has_empty_tile(values, boxes) or _differs_from_small_copy(decoded, data)


def _has_green_block(values: np.ndarray) -> bool:
    rows, columns = (length // _BLOCK for length in values.shape[:2])
    blocks = values[: rows * _BLOCK, : columns * _BLOCK].reshape(rows, _BLOCK, columns, _BLOCK, 3)
    first = blocks[:, :1, :, :1]
    green = (first[..., 0] == 0) & (first[..., 2] == 0) & (_GREEN[0] <= first[..., 1]) & (first[..., 1] <= _GREEN[1])
    return bool((green[:, 0, :, 0] & (blocks == first).all(axis=(1, 3, 4))).any())


def _differs_from_small_copy(decoded: Image.Image, data: bytes) -> bool:
    try:
        file = pillow_heif.open_heif(data, convert_hdr_to_8bit=True)
        main = file[file.primary_index]
        small = main.get_thumbnail(0).to_pillow().convert("RGB") if main.info.get("thumbnails") else None
    except (EOFError, ValueError, OSError, RuntimeError):
        return False  # the copy itself may be damaged
    if small is None or abs(small.width / small.height - decoded.width / decoded.height) > _SAME_SHAPE:
        return False
    cells = [np.asarray(image.resize((_CELLS, _CELLS), Image.Resampling.BOX), np.int16) for image in (decoded, small)]
    return int(np.abs(cells[0] - cells[1]).mean(axis=-1).max()) > _OTHER


def _has_empty_tile(values: np.ndarray, boxes: Boxes) -> bool:
    """Whether a tile of many bytes has come out in one colour."""
    lines = len(boxes.tiles) // boxes.columns
    if boxes.turned or lines * boxes.columns < 2:
        return False
    height, width = _side(values.shape[0], lines), _side(values.shape[1], boxes.columns)
    for number, tile in enumerate(boxes.tiles):
        top, left = number // boxes.columns * height, number % boxes.columns * width
        area = values[top + 1 : top + height - 1, left + 1 : left + width - 1]
        if area.size and sum(length for _, length in tile) > _BUSY_TILE and (area == area[0, 0]).all():
            return True
    return False


def _side(length: int, count: int) -> int:
    """The side of each of so many tiles; the last may be cut off. Phones take a power of two."""
    usual = (side // _STEP for side in _SIDES)
    return next((side for side in usual if -(-length // side) == count), -(-length // count))
