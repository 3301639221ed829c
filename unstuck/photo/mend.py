"""From a working copy to the file that the app takes, and its preview."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import PurePath

from PIL import Image, ImageDraw

from unstuck.errors import PhotoError
from unstuck.photo.app_limits import Limits
from unstuck.photo.crop import others, square
from unstuck.photo.decode import decode
from unstuck.photo.judge import judge
from unstuck.photo.model import Crop, Repaired
from unstuck.storage.filenames import safe_filename

# Tried in this order until the file fits. At 95 no difference is seen; below 75 a smaller picture looks better.
_QUALITIES = (95, 90, 85, 80, 75)
_SHRINK = 0.8
_PREVIEW_SIDE = 256
# Pixels of the longer side of the copy from which other crops are shown.
_LOOK = 256
# Pixels of the side of their previews, which stand on buttons.
_OTHER_SIDE = 96
# The mask of the circle is drawn larger, so that its edge comes out smooth.
_SMOOTH = 4


def mend(copy: Image.Image, limits: Limits, crop: Crop, filename: str, warnings: tuple[str, ...] = ()) -> Repaired:
    """Make the file: square, `limits.side` at most and never scaled up, JPEG, no metadata.

    Args:
        copy: a working copy of `decode`.
        limits: what the app takes.
        crop: the part to keep.
        filename: the sent name.
        warnings: what has to be said of the working copy.

    Raises:
        PhotoError: no file within the limits can be made.
    """
    picture, taken = square(copy, crop)
    picture.thumbnail((limits.side, limits.side), Image.Resampling.LANCZOS)
    fitting = ((data, side) for data, side in _files(picture) if len(data) <= limits.advised_bytes)
    data, side = next(fitting, (b"", 0))
    if not side:
        raise PhotoError("photo_not_repairable", "This picture cannot be made small enough: please send another one.")
    facts, _ = decode(data, limits.side, side * side)
    return Repaired(
        data=data,
        width=side,
        height=side,
        preview=_in_circle(picture),
        crop=taken,
        report=judge(facts, limits),
        warnings=warnings,
        filename=f"{PurePath(safe_filename(filename)).stem}.jpg",
        others=_others(copy, crop, taken),
    )


def _files(picture: Image.Image) -> Iterator[tuple[bytes, int]]:
    """JPEG files of the picture, best first, each with its side."""
    side = picture.width
    while side > 0:
        scaled = picture.resize((side, side), Image.Resampling.LANCZOS) if side < picture.width else picture
        for quality in _QUALITIES:
            file = BytesIO()
            scaled.save(file, "JPEG", quality=quality, subsampling=0)
            yield file.getvalue(), side
        side = int(side * _SHRINK)


def _others(copy: Image.Image, asked: Crop, taken: Crop) -> tuple[tuple[Crop, bytes], ...]:
    """The other crops as they would look, from a small copy."""
    scale = min(1.0, _LOOK / max(copy.size))
    width, height = (max(1, round(length * scale)) for length in copy.size)
    small = copy.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=1.5)
    return tuple((crop, _in_circle(cut, _OTHER_SIDE)) for crop, cut in others(small, asked, taken))


def _in_circle(picture: Image.Image, most: int = _PREVIEW_SIDE) -> bytes:
    side = min(most, picture.width)
    small = picture.resize((side, side), Image.Resampling.LANCZOS, reducing_gap=2)
    small.putalpha(_circle(side))
    file = BytesIO()
    small.save(file, "PNG", compress_level=3)  # a tenth larger than the default, in a third of the time
    return file.getvalue()


@lru_cache(maxsize=4)
def _circle(side: int) -> Image.Image:
    large = Image.new("L", (side * _SMOOTH, side * _SMOOTH))
    ImageDraw.Draw(large).ellipse((0, 0, side * _SMOOTH - 1, side * _SMOOTH - 1), fill=255)
    return large.resize((side, side), Image.Resampling.LANCZOS)
