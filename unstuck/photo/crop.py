"""Which part of a picture becomes the square."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from unstuck.photo.model import Crop

# The detail is weighed on a small copy: what matters in a circle on a phone is visible at this size.
_LOOK = 128
# The part with most detail is chosen by itself only when it holds clearly more than the middle does.
_CLEARLY_MORE = 1.25
# In a tall picture, how much more the detail at its top counts than in the middle, and less at the bottom: heads are
# above, grass and gravel below.
_UPWARD = 0.25
# Of what a tall picture loses, the share above the square.
_UPPER = 0.15
# Faces are looked for on a copy of this longer side, and count from this share of the shorter side on.
_FACE_LOOK = 320
_LEAST_FACE = 0.12
# How many overlapping finds make a face; OpenCV's own examples use 3, at which textures are taken for faces.
_FINDS = 5
# Each size of face that is looked for is this much larger than the last.
_FACE_STEP = 1.15
# Room for hair above a found face and for the chin below it, in heights of the face.
_ABOVE, _BELOW = 0.5, 0.25
# An edge of the picture is even when at most this share of its pixels differs by more than _SAME, of 255.
_ODD = 0.03
_SAME = 12
# A drawing may fill up to this share of a circle's diameter.
_IN_CIRCLE = 0.96
# Two crops look alike when so many cells each way differ by less than this, of 255, in the mean.
_SMALL, _ALIKE = 32, 4
# Pixels; margins are added to a copy with this longer side at most.
_MOST = 2048


@dataclass(frozen=True)
class _Faces:
    """Where the faces begin and end along the longer side, and whether one square holds them all."""

    start: int
    end: int
    together: bool


def square(image: Image.Image, crop: Crop) -> tuple[Image.Image, Crop]:
    """The square of `image` that follows `crop`, and the way that was taken.

    AUTO keeps all of a drawing or a word on an even ground, else every face, else the most detail where that is clearly
    elsewhere than in the middle. FACE without a face goes on as AUTO does.
    """
    if image.width == image.height or crop is Crop.CENTRE:
        return _part(image, (max(image.size) - min(image.size)) // 2), Crop.CENTRE
    drawn = _drawing(image) if crop in (Crop.AUTO, Crop.WHOLE) else None
    if drawn and (crop is Crop.AUTO or drawn[1] is Crop.WHOLE):
        return drawn
    if crop is Crop.WHOLE:
        return _whole(image), Crop.WHOLE
    faces = _find_faces(image) if crop in (Crop.AUTO, Crop.FACE) else None
    if faces:
        return (_part(image, _around(image, faces)), Crop.FACE) if faces.together else (_whole(image), Crop.WHOLE)
    return _by_detail(image, crop)


def others(image: Image.Image, asked: Crop, taken: Crop) -> tuple[tuple[Crop, Image.Image], ...]:
    """The other squares of this picture that show something else than the one that was taken, each with its way.

    Args:
        image: RGB, upright.
        asked: the crop that was asked for; AUTO has looked for faces already, and takes them where there are some.
        taken: the way that was taken.
    """
    if image.width == image.height:
        return ()
    middle = Crop.UPPER if image.height > image.width else Crop.CENTRE
    found: list[tuple[Crop, Image.Image]] = []
    shown = [_look(square(image, taken)[0])]
    for crop in (*(() if asked is Crop.AUTO else (Crop.FACE,)), middle, Crop.DETAIL, Crop.WHOLE):
        cut, way = square(image, crop)
        look = _look(cut)
        if way is crop is not taken and all(np.abs(look - other).mean() > _ALIKE for other in shown):
            found.append((crop, cut))
            shown.append(look)
    return tuple(found)


def _look(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.resize((_SMALL, _SMALL), Image.Resampling.BOX), dtype=np.int16)


def _part(image: Image.Image, start: int) -> Image.Image:
    """The largest square, from `start` on along the longer side."""
    side = min(image.size)
    left, top = (start, 0) if image.width > image.height else (0, start)
    return image.crop((left, top, left + side, top + side))


def _by_detail(image: Image.Image, crop: Crop) -> tuple[Image.Image, Crop]:
    rest = max(image.size) - min(image.size)
    if crop is not Crop.UPPER:
        detailed, gain = _most_detail(image)
        if crop is Crop.DETAIL or gain >= _CLEARLY_MORE:
            return _part(image, detailed), Crop.DETAIL
    if image.height > image.width:
        return _part(image, int(rest * _UPPER)), Crop.UPPER
    return _part(image, rest // 2), Crop.CENTRE


def _most_detail(image: Image.Image) -> tuple[int, float]:
    """Where along the longer side the square with most edges starts, and how often it has the middle's edges."""
    width, height = (round(length * _LOOK / min(image.size)) for length in image.size)
    small = image.convert("L").resize((width, height), reducing_gap=1.5)
    down, across = np.gradient(np.asarray(small, dtype=np.float32))
    edges = np.hypot(down, across).sum(axis=0 if width > height else 1)
    sums = np.concatenate(([0.0], np.cumsum(edges)))
    held = sums[_LOOK:] - sums[:-_LOOK]
    if height > width:
        held = held * np.linspace(1 + _UPWARD, 1 - _UPWARD, len(held))
    best, middle = int(held.argmax()), held[len(held) // 2]
    longest = max(image.size) - min(image.size)
    return round(best * longest / max(1, len(held) - 1)), float(held[best] / max(middle, 1e-6))


def _whole(image: Image.Image) -> Image.Image:
    """All of the picture, on a blurred copy of itself."""
    image = _reduced(image)
    side = max(image.size)
    behind = image.resize((side, side), Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(side / 24))
    behind.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    return behind


def _drawing(image: Image.Image) -> tuple[Image.Image, Crop] | None:
    """What stands on an even ground, all of it, with so much of the ground that a circle holds it; None for a photo."""
    sent = image
    image = _reduced(image)
    values = np.asarray(image)
    edge = np.concatenate((values[0], values[-1], values[:, 0], values[:, -1])).astype(np.int16)
    ground = np.median(edge, axis=0)
    if (np.abs(edge - ground).max(axis=1) > _SAME).mean() > _ODD:
        return None
    drawn = np.abs(values.astype(np.int16) - ground).max(axis=2) > 2 * _SAME
    rows, columns = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    if not len(rows):
        return None
    left, top, right, bottom = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    side = round(float(np.hypot(right - left, bottom - top)) / _IN_CIRCLE)
    if side <= min(image.size):
        middle = (left + right) / 2 / image.width if image.width > image.height else (top + bottom) / 2 / image.height
        rest = max(sent.size) - min(sent.size)
        return _part(sent, min(max(0, round(middle * max(sent.size)) - min(sent.size) // 2), rest)), Crop.DETAIL
    framed = Image.new("RGB", (side, side), tuple(int(value) for value in ground))
    framed.paste(image.crop((left, top, right, bottom)), ((side - right + left) // 2, (side - bottom + top) // 2))
    return framed, Crop.WHOLE


def _reduced(image: Image.Image) -> Image.Image:
    if max(image.size) <= _MOST:
        return image
    image = image.copy()
    image.thumbnail((_MOST, _MOST))
    return image


def _around(image: Image.Image, faces: _Faces) -> int:
    """Where the square that holds the faces starts: they stand in its middle."""
    start = (faces.start + faces.end - min(image.size)) // 2
    return min(max(0, start), max(image.size) - min(image.size))


def _find_faces(image: Image.Image) -> _Faces | None:
    grey = image.convert("L")
    grey.thumbnail((_FACE_LOOK, _FACE_LOOK))
    least = max(8, round(min(grey.size) * _LEAST_FACE))
    faces = _detector().detectMultiScale(np.asarray(grey), _FACE_STEP, _FINDS, minSize=(least, least))
    if not len(faces):
        return None
    tall = image.height > image.width
    above, below = (_ABOVE, _BELOW) if tall else (0.0, 0.0)
    along = 1 if tall else 0
    spans = [(face[along] - above * face[2], face[along] + (1 + below) * face[2]) for face in faces]
    scale = max(image.size) / max(grey.size)
    ends = [round(float(end) * scale) for end in chain(*spans)]
    start, end = max(0, min(ends)), min(max(image.size), max(ends))
    return _Faces(start, end, end - start <= min(image.size))


@lru_cache(maxsize=1)
def _detector() -> Any:
    import cv2  # a quarter of a second, and only pictures that are not square need it

    folder = cv2.data.haarcascades
    return cv2.CascadeClassifier(f"{folder}haarcascade_frontalface_alt2.xml")
