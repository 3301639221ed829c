"""Which part of a picture becomes the square."""

import numpy as np
from PIL import Image

from unstuck.photo.model import Crop

# The detail is weighed on a small copy: what matters in a circle on a phone is visible at this size.
_LOOK = 128
# The part with most detail is chosen by itself only when it holds clearly more than the middle does.
_CLEARLY_MORE = 1.25


def square(image: Image.Image, crop: Crop) -> tuple[Image.Image, Crop]:
    """The largest square of `image` that follows `crop`, and the way that was taken."""
    side = min(image.size)
    centre = (max(image.size) - side) // 2
    start, taken = centre, Crop.CENTRE
    if crop in (Crop.AUTO, Crop.DETAIL) and centre:
        detailed, gain = _most_detail(image)
        if crop is Crop.DETAIL or gain >= _CLEARLY_MORE:
            start, taken = detailed, Crop.DETAIL
    left, top = (start, 0) if image.width > image.height else (0, start)
    return image.crop((left, top, left + side, top + side)), taken


def _most_detail(image: Image.Image) -> tuple[int, float]:
    """Where along the longer side the square with most edges starts, and how often it has the middle's edges."""
    width, height = (round(length * _LOOK / min(image.size)) for length in image.size)
    small = image.convert("L").resize((width, height), reducing_gap=1.5)
    down, across = np.gradient(np.asarray(small, dtype=np.float32))
    edges = np.hypot(down, across).sum(axis=0 if image.width > image.height else 1)
    sums = np.concatenate(([0.0], np.cumsum(edges)))
    held = sums[_LOOK:] - sums[:-_LOOK]
    best, middle = int(held.argmax()), held[len(held) // 2]
    longest = max(image.size) - min(image.size)
    return round(best * longest / max(1, len(held) - 1)), float(held[best] / max(middle, 1e-6))
