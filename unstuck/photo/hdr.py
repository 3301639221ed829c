"""HDR pictures on ordinary screens: brightness coded by PQ or HLG (ITU-R BT.2100) becomes plain sRGB."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

_PQ, _HLG = 16, 18
_BT2020, _P3 = 9, 12
# White of ordinary pictures in an HDR one (ITU-R BT.2408), in candela per square metre.
_WHITE = 203.0
# The brightest that a PQ value can say, and what HLG is usually shown at.
_PQ_PEAK, _HLG_PEAK = 10_000.0, 1000.0
# From this share of white on, brightness is bent so that highlights keep their shape.
_KNEE = 0.8
# Linear light to that of sRGB's primaries (ITU-R BT.2087, SMPTE EG 432-1).
_TO_SRGB = {
    _BT2020: ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187)),
    _P3: ((1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979)),
}


@dataclass(frozen=True)
class Curve:
    """Numbers of ITU-T H.273: the transfer function and the primaries."""

    transfer: int
    primaries: int

    @property
    def name(self) -> str | None:
        """The name of an HDR curve; None for an ordinary one."""
        return {_PQ: "HDR (PQ)", _HLG: "HDR (HLG)"}.get(self.transfer)


def to_sdr(image: Image.Image, curve: Curve) -> Image.Image:
    """The picture as an ordinary screen shows it; RGB or RGBA, without its profile. Others are left as they are."""
    if image.mode not in ("RGB", "RGBA") or not curve.name:
        return image
    values = np.asarray(image, dtype=np.float32)[..., :3] / 255
    light = (_pq(values) if curve.transfer == _PQ else _hlg(values)) / _WHITE
    matrix = _TO_SRGB.get(curve.primaries)
    if matrix:
        light = light @ np.array(matrix, dtype=np.float32).T
    shown = Image.fromarray((by_srgb_curve(_bent(light.clip(0))) * 255 + 0.5).astype(np.uint8))
    if image.mode == "RGBA":
        shown.putalpha(image.getchannel("A"))
    return shown


def _pq(values: np.ndarray) -> np.ndarray:
    """SMPTE ST 2084: coded values to candela per square metre."""
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    power = values ** (1 / m2)
    return _PQ_PEAK * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1)


def _hlg(values: np.ndarray) -> np.ndarray:
    """ARIB STD-B67 with the system gamma of a screen of 1000: coded values to candela per square metre."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(values <= 0.5, values**2 / 3, (np.exp((values - c) / a) + b) / 12)
    brightness = scene @ np.array([0.2627, 0.6780, 0.0593], dtype=np.float32)
    return _HLG_PEAK * scene * brightness[..., None] ** 0.2


def _bent(light: np.ndarray) -> np.ndarray:
    """Brightness over white brought below it; the hue stays, as all three channels are scaled alike."""
    top = light.max(axis=-1, keepdims=True)
    over = np.maximum(top - _KNEE, 0) / (1 - _KNEE)
    bent = np.where(top > _KNEE, _KNEE + (1 - _KNEE) * over / (1 + over), top)
    return light * (bent / np.maximum(top, 1e-6))


def by_srgb_curve(light: np.ndarray) -> np.ndarray:
    """Linear light, coded as sRGB does it: 0 to 1."""
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055).clip(0, 1)
