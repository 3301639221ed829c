"""From bytes to facts and to a working copy: upright, plain sRGB, no larger than a repair needs.

One decoding serves the inspection and the repair. The working copy's shorter side is `side` at most, so that JPEGs are
decoded at a fraction of their size and colours are converted on few pixels.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from typing import Any

import numpy as np
import pillow_heif
import pillow_jxl  # noqa: F401  # teaches Pillow JPEG XL
import simplejpeg
from PIL import Image, ImageFile

from unstuck.photo import colour, formats
from unstuck.photo.metadata import Metadata, read_metadata

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # replaced by `most_pixels`, which is checked before anything is decoded

# How much larger than the working copy a reduced decoding stays, so that the final filter still has detail to weigh.
_SPARE = 1.1
# Of a damaged picture, how much must be there for a rescue: "most of it".
ENOUGH = 0.5
# The longer side of the working copy at most, in shorter sides: no square needs more of a panorama.
_LONGEST = 16
_DNG_VERSION = 50706
_MOVING = ("GIF", "WEBP", "PNG", "AVIF")
_SCAN = b"\xff\xda"
# Programs write about 10 passes; files that hold several pictures, previews included, a few times as many.
_MOST_SCANS = 64
_RESCUED = ("PNG", "JPEG", "MPO")
_SAMPLED = 32  # columns
_JPEG_MODES = {"RGB": "RGB", "L": "GRAY"}
# What undoes each of EXIF's orientations.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Damage(StrEnum):
    """What is wrong with the bytes."""

    NONE = "none"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    CORRUPT = "corrupt"


@dataclass(frozen=True)
class Facts:
    """What is known of a file without any app's limits.

    Attributes:
        format: None when nothing is recognised.
        picture: whether it is a picture at all, readable or not.
        width: upright; 0 when unknown. The same for `height`.
        visible: share of the picture that could be decoded, 0 to 1.
        colour: an unusual way to store colour, None for an ordinary one.
    """

    format: str | None
    picture: bool
    bytes: int
    width: int = 0
    height: int = 0
    damage: Damage = Damage.NONE
    visible: float = 0.0
    too_many_pixels: bool = False
    animated: bool = False
    colour: str | None = None
    metadata: Metadata = Metadata()


def decode(data: bytes, side: int, most_pixels: int) -> tuple[Facts, Image.Image | None]:
    """Read a file of any kind.

    Args:
        data: the whole file.
        side: the shorter side of the working copy, at most, in pixels.
        most_pixels: pictures with more are not decoded.

    Returns:
        The facts, and the working copy (RGB), which is None when less than ENOUGH of the picture can be decoded.
        Of a damaged picture the working copy is the visible part.

    Raises:
        MemoryError: not even the header fits into the worker. A picture that does not has too many pixels.
    """
    if not data:
        return Facts(None, False, 0, damage=Damage.EMPTY), None
    try:
        image = _open(data)
    except MemoryError:
        raise
    except Exception:  # decoders of hostile bytes raise anything
        return _unopened(data), None
    too_many = image.width * image.height > most_pixels
    colours = colour.unusual(image)  # before the metadata, which in a PNG may stand behind the picture
    about = Metadata() if too_many else read_metadata(image, data)
    width, height = image.size if about.turn < 5 else image.size[::-1]
    facts = Facts(
        format=_format(image),
        picture=True,
        bytes=len(data),
        width=width,
        height=height,
        too_many_pixels=too_many,
        animated=_is_animated(image),
        colour=colours,
        metadata=about,
    )
    if too_many:
        return facts, None
    try:
        pixels, damage = _pixels(image, data, side)
        visible = _visible_rows(pixels) / pixels.height if damage is not Damage.NONE else 1.0
        facts = replace(facts, damage=damage, visible=visible)
        return facts, _working_copy(pixels, visible, side, about.turn) if visible >= ENOUGH else None
    except MemoryError:
        return replace(facts, too_many_pixels=True), None
    except Exception as error:  # as above
        damage = Damage.TRUNCATED if "truncated" in str(error) else _damage(data)
        return replace(facts, damage=damage, visible=0.0), None


def _open(data: bytes) -> ImageFile.ImageFile:
    return Image.open(BytesIO(data), formats=formats.DECODED)


def _unopened(data: bytes) -> Facts:
    name, picture = formats.other_format(data)
    if name and not picture:
        return Facts(name, False, len(data))
    known = name is None or name in formats.READABLE
    return Facts(name, picture, len(data), damage=_damage(data) if known else Damage.NONE)


def _damage(data: bytes) -> Damage:
    return Damage.TRUNCATED if formats.ends_early(data) else Damage.CORRUPT


def _format(image: Image.Image) -> str:
    if image.format == "TIFF" and _DNG_VERSION in getattr(image, "tag_v2", ()):
        return "DNG"
    return formats.said(image.format or "")


def _is_animated(image: Image.Image) -> bool:
    try:
        return image.format in _MOVING and bool(getattr(image, "is_animated", False))
    except Exception:  # as above
        return False


def _pixels(image: ImageFile.ImageFile, data: bytes, side: int) -> tuple[Image.Image, Damage]:
    """The decoded picture, reduced where the format can; of a damaged one what can be had. Raises anything."""
    if image.format in ("JPEG", "MPO") and image.mode in _JPEG_MODES:
        return _jpeg_pixels(image, data, side)
    try:
        image.load()
        if image.format == "PNG":
            _open(data).verify()  # checksums, which load() leaves out
        return image, Damage.NONE
    except (OSError, SyntaxError):
        # Other formats, and interlaced files, do not keep their rows from top to bottom.
        if image.format not in _RESCUED or image.info.get("interlace"):
            raise
    rescued = _open(data)
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        rescued.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    return rescued, _damage(data)


def _jpeg_pixels(image: ImageFile.ImageFile, data: bytes, side: int) -> tuple[Image.Image, Damage]:
    """As `_pixels`; unlike Pillow, this decoder tells of damage that it has patched over."""
    if data.count(_SCAN) > _MOST_SCANS:
        raise ValueError("a JPEG bomb: each pass costs as much as a picture")
    least = math.ceil(side * _SPARE)
    # What these leave out disappears when the picture is halved.
    fast = min(image.size) >= 2 * side
    how: dict[str, Any] = {"min_width": least, "min_height": least, "fastdct": fast, "fastupsample": fast}
    how["colorspace"] = _JPEG_MODES[image.mode]
    try:
        pixels, damage = simplejpeg.decode_jpeg(data, **how), Damage.NONE
    except ValueError:
        pixels, damage = simplejpeg.decode_jpeg(data, strict=False, **how), _damage(data)
    decoded = Image.fromarray(pixels.squeeze())
    decoded.info.update(image.info)
    return decoded, damage


def _visible_rows(pixels: Image.Image) -> int:
    """How many rows come before the even area that decoders leave where data is missing."""
    sample = np.asarray(pixels.resize((min(pixels.width, _SAMPLED), pixels.height), Image.Resampling.BOX))
    sample = sample.reshape(pixels.height, min(pixels.width, _SAMPLED), -1)
    if (sample[-1] != sample[-1][0]).any():
        return pixels.height
    different = np.flatnonzero((sample != sample[-1]).any(axis=(1, 2)))
    return int(different[-1]) + 1 if len(different) else 0


def _working_copy(pixels: Image.Image, visible: float, side: int, turn: int) -> Image.Image:
    if visible < 1:
        pixels = pixels.crop((0, 0, pixels.width, max(1, round(pixels.height * visible))))
    pixels = colour.mixable(_without_ends(pixels))
    if min(pixels.size) > side:
        pixels = _scaled(pixels, side)
    pixels = colour.plain(pixels)
    return pixels.transpose(_TURNS[turn]) if turn != 1 else pixels


def _scaled(pixels: Image.Image, side: int) -> Image.Image:
    """The picture with a shorter side of `side`.

    The longer side exceeds it by an even number of pixels, and what is too much goes on both edges, so that the middle
    square of the result is exactly the middle square of the picture, scaled.
    """
    scale = side / min(pixels.size)
    width, height = (side + int((length * scale - side) / 2) * 2 for length in pixels.size)
    left, top = (pixels.width - width / scale) / 2, (pixels.height - height / scale) / 2
    box = (left, top, pixels.width - left, pixels.height - top)
    return pixels.resize((width, height), Image.Resampling.LANCZOS, box, reducing_gap=_SPARE)


def _without_ends(pixels: Image.Image) -> Image.Image:
    """The middle of a picture that is very much longer than wide."""
    width, height = (min(length, _LONGEST * min(pixels.size)) for length in pixels.size)
    left, top = (pixels.width - width) // 2, (pixels.height - height) // 2
    return pixels.crop((left, top, left + width, top + height)) if (width, height) != pixels.size else pixels
