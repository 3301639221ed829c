"""Printing colours without a profile, as offset printing on coated paper shows them.

Each point of the paper shows one of eight mixtures of full inks (Neugebauer), whose shares follow from the inks'
amounts; light that spreads within the paper mixes them by the root of their brightness (Yule and Nielsen, n = 2). Black
lies on all of them as a grey filter.
"""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from unstuck.photo.hdr import by_srgb_curve

# CIELAB of full inks by ISO 12647-2, coated paper: cyan, magenta, yellow, there (1) or not (0).
_FULL = {
    (0, 0, 0): (95.0, 0.0, -2.0),
    (1, 0, 0): (55.0, -37.0, -50.0),
    (0, 1, 0): (48.0, 74.0, -3.0),
    (0, 0, 1): (89.0, -5.0, 93.0),
    (0, 1, 1): (47.0, 68.0, 48.0),
    (1, 0, 1): (50.0, -65.0, 27.0),
    (1, 1, 0): (24.0, 17.0, -46.0),
    (1, 1, 1): (23.0, 0.0, 0.0),
}
_BLACK = (16.0, 0.0, 0.0)
# By how much a dot of half the area grows in print, beyond what the light's spread explains.
_GROWTH = 0.05
# XYZ of D65 to linear sRGB.
_SRGB = np.array(((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570)))
_D65 = np.array((0.9505, 1.0, 1.0888))
_STEPS = 17


def to_rgb(image: Image.Image) -> Image.Image:
    """A CMYK picture as sRGB: paper is white, all inks together are black."""
    cyan, magenta, yellow, black = image.split()
    table, filters, tones = _tables()
    roots = Image.merge("RGB", (cyan, magenta, yellow)).filter(table)
    filtered = ImageChops.multiply(roots, Image.merge("RGB", (black,) * 3).point(filters))
    return filtered.point(tones)


@lru_cache(maxsize=1)
def _tables() -> tuple[ImageFilter.Color3DLUT, list[int], list[int]]:
    """Amounts of three inks to the roots of light; of black to what it lets through; roots to sRGB."""
    roots = {inks: np.sqrt(_light(lab)) for inks, lab in _FULL.items()}
    through = np.sqrt(_reflected(_BLACK)[1] / _reflected(_FULL[0, 0, 0])[1])

    def mixed(*amounts: float) -> tuple[float, ...]:
        covers = [_grown(amount) for amount in amounts]
        shares = {inks: np.prod([c if ink else 1 - c for ink, c in zip(inks, covers, strict=True)]) for inks in roots}
        return tuple(np.sum([shares[inks] * roots[inks] for inks in roots], axis=0))

    table = ImageFilter.Color3DLUT.generate(_STEPS, mixed)
    filters = [round(255 * (1 - _grown(level / 255) * (1 - through))) for level in range(256)]
    darkest = (roots[1, 1, 1] * through) ** 2
    light = (np.linspace(0, 1, 256)[:, None] ** 2 - darkest) / (1 - darkest)
    return table, filters * 3, list(np.rint(by_srgb_curve(light) * 255).astype(int).T.ravel())


def _grown(amount: float) -> float:
    return amount + 4 * _GROWTH * amount * (1 - amount)


def _light(lab: tuple[float, float, float]) -> np.ndarray:
    """Linear sRGB, 0 to 1, with paper for white."""
    return (_SRGB @ (_reflected(lab) / _reflected(_FULL[0, 0, 0]) * _D65)).clip(0, 1)


def _reflected(lab: tuple[float, float, float]) -> np.ndarray:
    """XYZ as shares of a perfect white's."""
    middle = (lab[0] + 16) / 116
    roots = np.array((middle + lab[1] / 500, middle, middle - lab[2] / 200))
    return np.where(roots > 6 / 29, roots**3, 3 * (6 / 29) ** 2 * (roots - 4 / 29))
