"""Pictures for tests, made when they are needed; nothing is committed."""

from functools import lru_cache
from io import BytesIO

import numpy as np
import pillow_heif
from PIL import Image

from tests.photo import screens


@lru_cache
def scene(width: int, height: int) -> Image.Image:
    """Something like a photograph: soft colours, edges, and a little noise."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    red = 128 + 90 * np.sin(x / width * 7) * np.cos(y / height * 5)
    green = 255 * y / height
    blue = np.where((x - width * 0.6) ** 2 + (y - height * 0.4) ** 2 < (height * 0.2) ** 2, 220, 60)
    noise = np.random.default_rng(1).normal(0, 4, (height, width, 1)).astype(np.float32)
    pixels = np.stack([red, green, blue], axis=-1) + noise
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def saved(image: Image.Image, format: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


@lru_cache
def heic(width: int = 4032, height: int = 3024) -> bytes:
    """A photograph of a newer iPhone: 12 megapixels, HEIC."""
    buffer = BytesIO()
    pillow_heif.from_pillow(scene(width, height)).save(buffer, quality=60, enc_params={"preset": "ultrafast"})
    return buffer.getvalue()


def fine() -> bytes:
    return saved(scene(800, 800), "JPEG", quality=88)


def truncated() -> bytes:
    data = saved(scene(1600, 1200), "JPEG", quality=88)
    return data[: len(data) // 3]


def screenshot(title: str, body: str = "") -> bytes:
    return screens.png(screens.Screen(title, body))


FILES = {
    "screenshot of the error": (lambda: screenshot("Profile Photo Update Failed", "Please try again."), "IMG_1.PNG"),
    "screenshot of another error": (lambda: screenshot("Could Not Upload Photo"), "IMG_2.PNG"),
    "screenshot of a rate limit": (lambda: screenshot("Try again later", "We restrict certain activity."), "IMG_3.PNG"),
    "screenshot of something else": (lambda: screenshot("Low Battery", "10% of battery remaining."), "IMG_4.PNG"),
    "heic": (heic, "IMG_0042.HEIC"),
    "small heic": (lambda: heic(1600, 1200), "IMG_0043.HEIC"),
    "fine": (fine, "me.jpg"),
    "over 3 MB": (lambda: fine() + bytes(3_000_000), "big.jpg"),
    "truncated": (truncated, "broken.jpg"),
    "text": (lambda: b"this is no picture at all\n" * 20, "photo.jpg"),
}


def named(name: str) -> tuple[bytes, str]:
    """The bytes and the file name of a picture that the conversations name."""
    make, filename = FILES[name]
    return make(), filename
