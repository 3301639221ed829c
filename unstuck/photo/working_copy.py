"""The working copy: what is left of a decoded picture, scaled to what a repair needs, in plain sRGB, upright."""

from PIL import Image

from unstuck.photo import colour, hdr
from unstuck.photo.colour import Plain
from unstuck.photo.jpeg import SPARE

# The longer side at most, in shorter sides: no square needs more of a panorama.
_LONGEST = 16
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


def working_copy(decoded: Image.Image, side: int, turn: int, curve: hdr.Curve | None = None) -> Plain:
    """The working copy of a decoded picture.

    Args:
        decoded: as the file stores it.
        side: the shorter side of the result, at most.
        turn: EXIF's orientation that is still to be applied.
        curve: how an HDR picture's brightness is coded.
    """
    pixels = colour.mixable(_without_ends(decoded))
    if min(pixels.size) > side:
        pixels = _scaled(pixels, side)
    if curve:
        pixels = hdr.to_sdr(pixels, curve)
    result = colour.plain(pixels)
    return result if turn == 1 else Plain(result.image.transpose(_TURNS[turn]), result.background, result.clear)


def _scaled(pixels: Image.Image, side: int) -> Image.Image:
    """The picture with a shorter side of `side`.

    The longer side exceeds it by an even number of pixels, and what is too much goes on both edges, so that the middle
    square of the result is exactly the middle square of the picture, scaled.
    """
    scale = side / min(pixels.size)
    width, height = (side + int((length * scale - side) / 2) * 2 for length in pixels.size)
    left, top = max(0.0, pixels.width - width / scale) / 2, max(0.0, pixels.height - height / scale) / 2
    box = (left, top, pixels.width - left, pixels.height - top)
    return pixels.resize((width, height), Image.Resampling.LANCZOS, box, reducing_gap=SPARE)


def _without_ends(pixels: Image.Image) -> Image.Image:
    """The middle of a picture that is very much longer than wide."""
    width, height = (min(length, _LONGEST * min(pixels.size)) for length in pixels.size)
    left, top = (pixels.width - width) // 2, (pixels.height - height) // 2
    return pixels.crop((left, top, left + width, top + height)) if (width, height) != pixels.size else pixels
