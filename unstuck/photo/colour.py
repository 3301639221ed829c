"""Colour: what is unusual about a picture's, and how it becomes plain 8-bit sRGB on a background."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms, ImageFile

from unstuck.photo import cmyk

# A profile is as good as sRGB when no colour of the sampled cube moves by more than this (of 255): nobody sees it.
_UNSEEN = 6
_KNOWN_PROFILES = ("Display P3", "Adobe RGB", "ProPhoto RGB")
# White, in files whose type does not say it: fractions, 8 and 16 bits in a wider type.
_RANGES = (1.0, 255.0, 65535.0)
# Of fractions, so many hundredths are at most _BRIGHTER times as bright as white; what is more are highlights.
_USUAL, _BRIGHTER = 99, 4.0
_MIXED_MODES = ("RGB", "RGBA", "L", "LA", "CMYK")
_DEEP_MODES = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
# A pixel is see-through when less than this, of 255, covers what is behind it.
_SOLID = 250
# A picture vanishes on white when less than this share of what covers is darker than _PALE, of 255.
_LEAST_SEEN = 0.1
_PALE = 215
# The colours of backgrounds.
_BACKGROUNDS = {"white": (255, 255, 255), "dark": (34, 34, 34)}


@dataclass(frozen=True)
class Plain:
    """An RGB picture; `background`, "white" or "dark", where it was see-through; `clear` where all of it was."""

    image: Image.Image
    background: str | None = None
    clear: bool = False


def unusual(image: ImageFile.ImageFile, bits: int = 8) -> str | None:
    """The name of a way to store colour that apps may show wrongly; None for 8-bit sRGB and grey.

    Args:
        image: opened and not yet decoded.
        bits: of a sample, where the container says it.

    Returns:
        "CMYK", "LAB", "10-bit" and more, the profile's name where it is well known, or "ICC" for any other profile.
    """
    if image.mode in ("CMYK", "LAB"):
        return image.mode
    bits = max(bits, image.info.get("bit_depth", 8))
    if bits > 8:
        return f"{bits}-bit"
    if image.mode == "F":
        return "32-bit"
    if image.mode in _DEEP_MODES or ";16" in str(image.tile[:1]):
        return "16-bit"
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "P", "PA"):
        return None
    return _unusual_profile(profile)


def mixable(image: Image.Image) -> Image.Image:
    """The picture in a mode whose pixels may be mixed, as scaling does; transparency becomes a channel."""
    if image.mode in _DEEP_MODES:
        return _eight_bits(image)
    if "transparency" in image.info or image.mode == "PA":
        return image.convert("RGBA")
    if image.mode == "LAB":
        return ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"), _srgb(), outputMode="RGB") or image
    return image if image.mode in _MIXED_MODES else image.convert("L" if image.mode == "1" else "RGB")


def plain(image: Image.Image) -> Plain:
    """A mixable picture as 8-bit sRGB: its profile applied, transparency on a colour on which it can be seen."""
    profile = image.info.get("icc_profile")
    if image.mode not in ("RGBA", "LA"):
        return Plain(_converted(image, profile))
    cover = image.getchannel("A")
    colours = _converted(image.convert(image.mode[:-1]), profile)
    covering = np.asarray(cover)
    if covering.min() >= _SOLID:
        return Plain(colours)
    background = _background(colours, cover)
    behind = Image.new("RGB", image.size, _BACKGROUNDS[background])
    behind.paste(colours, mask=cover)
    return Plain(behind, background, clear=bool(covering.max() < 255 - _SOLID))


def _background(colours: Image.Image, cover: Image.Image) -> str:
    """White, or dark where nearly all that covers would vanish on white."""
    weights = np.asarray(cover, dtype=np.float32)
    seen = weights[np.asarray(colours.convert("L")) < _PALE].sum()
    return "dark" if seen < _LEAST_SEEN * weights.sum() else "white"


def _converted(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and not (image.mode == "RGB" and _unusual_profile(profile) is None):
        try:
            converted = ImageCms.profileToProfile(image, _open(profile), _srgb(), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None  # a damaged profile, or one for another kind of picture, counts as none
        if converted is not None:
            return converted
    return cmyk.to_rgb(image) if image.mode == "CMYK" else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of more than 8 bits, or of fractions, as 8 bits."""
    stored = np.asarray(image)
    white = 65535.0 if image.mode.startswith("I;16") else white_of(stored)
    values = np.nan_to_num(stored.astype(np.float32), posinf=white, neginf=0)
    return Image.fromarray(np.clip(values * (255 / white), 0, 255).astype(np.uint8))


def white_of(values: np.ndarray) -> float:
    """The value that stands for white: of the usual ones the smallest that holds them.

    Fractions may exceed it in highlights, which are then white; whole numbers up to 1 are taken for very dark ones.
    """
    if values.dtype.kind != "f":
        top = float(values.max(initial=0))
        return next((white for white in _RANGES[1:] if top <= white), top)
    usual = float(np.percentile(np.nan_to_num(values, posinf=0, neginf=0), _USUAL)) if values.size else 0.0
    return next((white for white in _RANGES if usual <= _BRIGHTER * white), max(usual, _RANGES[-1]))


@lru_cache(maxsize=32)
def _unusual_profile(profile: bytes) -> str | None:
    levels = np.linspace(0, 255, 5).astype(np.uint8)
    cube = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(25, 5, 3)
    try:
        opened = _open(profile)
        moved = ImageCms.profileToProfile(Image.fromarray(cube), opened, _srgb(), outputMode="RGB")
        description = ImageCms.getProfileDescription(opened)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None  # nothing that reads the file can apply it either
    if moved is None or np.abs(np.asarray(moved).astype(int) - cube).max() <= _UNSEEN:
        return None
    return next((name for name in _KNOWN_PROFILES if name.lower() in description.lower()), "ICC")


def _open(profile: bytes) -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(BytesIO(profile))


@lru_cache(maxsize=1)
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
