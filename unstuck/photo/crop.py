"""Which part of a picture becomes the square."""

from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image

from unstuck.photo.model import Crop

# The detail is weighed on a small copy: what matters in a circle on a phone is visible at this size.
_LOOK = 128
# The part with most detail is chosen by itself only when it holds clearly more than the middle does.
_CLEARLY_MORE = 1.25
# Faces are looked for on a copy of this longer side, and count from this share of the shorter side on.
_FACE_LOOK = 320
_LEAST_FACE = 0.12
# How many overlapping finds make a face; OpenCV's own examples use 3, at which textures are taken for faces.
_FINDS = 5
# Each size of face that is looked for is this much larger than the last.
_FACE_STEP = 1.15


def square(image: Image.Image, crop: Crop) -> tuple[Image.Image, Crop]:
    """The largest square of `image` that follows `crop`, and the way that was taken.

    FACE without a face goes on as AUTO does: to the most detail where that is clearly elsewhere, else to the centre.
    """
    side = min(image.size)
    start, taken = _start(image, crop, (max(image.size) - side) // 2)
    left, top = (start, 0) if image.width > image.height else (0, start)
    return image.crop((left, top, left + side, top + side)), taken


def _start(image: Image.Image, crop: Crop, centre: int) -> tuple[int, Crop]:
    """Where the square starts along the longer side."""
    if centre == 0 or crop is Crop.CENTRE:
        return centre, Crop.CENTRE
    if crop in (Crop.AUTO, Crop.FACE) and (face := _middle_of_faces(image)) is not None:
        return min(max(0, face - min(image.size) // 2), max(image.size) - min(image.size)), Crop.FACE
    detailed, gain = _most_detail(image)
    if crop is Crop.DETAIL or gain >= _CLEARLY_MORE:
        return detailed, Crop.DETAIL
    return centre, Crop.CENTRE


def _most_detail(image: Image.Image) -> tuple[int, float]:
    """Where along the longer side the square with most edges starts, and how often it has the middle's edges."""
    width, height = (round(length * _LOOK / min(image.size)) for length in image.size)
    small = image.convert("L").resize((width, height), reducing_gap=1.5)
    down, across = np.gradient(np.asarray(small, dtype=np.float32))
    edges = np.hypot(down, across).sum(axis=0 if width > height else 1)
    sums = np.concatenate(([0.0], np.cumsum(edges)))
    held = sums[_LOOK:] - sums[:-_LOOK]
    best, middle = int(held.argmax()), held[len(held) // 2]
    longest = max(image.size) - min(image.size)
    return round(best * longest / max(1, len(held) - 1)), float(held[best] / max(middle, 1e-6))


def _middle_of_faces(image: Image.Image) -> int | None:
    """The middle along the longer side of all faces, or of the largest where one square cannot hold them all."""
    grey = image.convert("L")
    grey.thumbnail((_FACE_LOOK, _FACE_LOOK))
    least = max(8, round(min(grey.size) * _LEAST_FACE))
    faces = _faces().detectMultiScale(np.asarray(grey), _FACE_STEP, _FINDS, minSize=(least, least))
    along = 0 if image.width > image.height else 1
    spans = [(face[along], face[along] + face[2]) for face in sorted(faces, key=lambda face: -face[2])]
    if not spans:
        return None
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    if end - start > min(grey.size):
        start, end = spans[0]
    return round((start + end) / 2 * max(image.size) / max(grey.size))


@lru_cache(maxsize=1)
def _faces() -> Any:
    import cv2  # a quarter of a second, and only pictures that are not square need it

    folder = cv2.data.haarcascades  # type: ignore[attr-defined]  # cv2 has no types for it
    return cv2.CascadeClassifier(f"{folder}haarcascade_frontalface_alt2.xml")
