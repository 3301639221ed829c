"""JPEG: its segments, its damage, and its pixels at a fraction of their number.

libjpeg passes over mistakes of two kinds. Some cost no pixel: stray bytes between segments, a missing end marker, scan
parameters that nobody needs. Others do. To tell them apart, a file that is complained of is written anew with its
segments in order, and only what is complained of then is damage.
"""

import math
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import simplejpeg
from PIL import Image, ImageFile

from unstuck.photo.cut_off import load_what_is_there
from unstuck.photo.facts import Damage

# How much larger than the working copy a reduced decoding stays, so that the final filter still has detail to weigh.
SPARE = 1.1
_START, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN = b"\xff\xda"
# Bytes from the first such mark on, within which the frame is known: the mark may stand in metadata, before the frame.
_HEAD = 65_536
# Programs write about 10 passes.
_MOST_SCANS = 64
# Where coded pixels end: a marker that is neither a stuffed byte, nor a restart marker, nor a fill byte.
_AFTER_PIXELS = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
# The start of a segment of metadata, tables, or a frame.
_SEGMENT = re.compile(rb"\xff[\xc0-\xcf\xdb-\xdd\xe0-\xfe]")
_SEQUENTIAL = frozenset({0xC0, 0xC1})
_PROGRESSIVE = 0xC2
_RARE = {0xC3: "lossless JPEG", 0xC9: "arithmetic JPEG", 0xCA: "arithmetic JPEG"}
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
# What a file with a gain map says, in XMP or a block of its own: Android's, Apple's, and that of ISO 21496-1.
_GAIN_MAPS = (b"hdrgm:Version", b"HDRGainMap", b"urn:iso:std:iso:ts:21496:-1")
# What decides on the colours; everything else that applications write has none of the picture.
_ADOBE, _JFIF = 0xEE, 0xE0
_COLOUR_SPACES = {"RGB": "RGB", "L": "GRAY"}
# libjpeg's words for what costs pixels; it stops at the first of several, and a file written anew has no other kind.
_CUT_OFF = "premature end of"
# libjpeg leaves missing blocks at this grey.
_MISSING = 128
_NEAR = 1
_SAMPLED = 64  # columns


@dataclass(frozen=True)
class Structure:
    """What the segments say.

    Attributes:
        frame: the marker of the frame: 0xC0 and 0xC1 sequential, 0xC2 progressive, others rare; 0 where there is none.
        bits: of a sample.
        scans: how many passes there are.
        ended: whether the end marker is there.
        anew: the file with its segments in order, without metadata and what follows the picture.
    """

    frame: int
    bits: int
    scans: int
    ended: bool
    anew: bytes

    @property
    def progressive(self) -> bool:
        """Whether each pass sharpens all of the picture."""
        return self.frame == _PROGRESSIVE

    @property
    def usual(self) -> bool:
        """Whether it is of a kind that the fast decoder reads; it dies on some of the others."""
        return self.bits == 8 and (self.frame in _SEQUENTIAL or self.progressive)


def structure(data: bytes) -> Structure:
    """The structure of a file that starts as a JPEG.

    Before the pixels, stray bytes and metadata are left out of `anew`; from the first scan on nothing is, as what looks
    stray there may be lost pixels.
    """
    kept, position = [_START], 2
    frame = bits = scans = 0
    ended = False
    while (position := data.find(b"\xff", position)) >= 0 and position + 1 < len(data):
        marker = data[position + 1]
        if marker in (0x00, 0x01, 0xFF, 0xD8) or 0xD0 <= marker <= 0xD7:
            position += 1  # stray
            continue
        if marker == 0xD9:
            ended = True
            break
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        if end < position + 4 or end > len(data) or (frame and marker in _FRAMES):
            break
        segment = data[position:end]
        if marker in _FRAMES and len(segment) > 4:
            frame, bits = marker, segment[4]
        if marker == 0xDA:
            scans += 1
            found = _AFTER_PIXELS.search(data, end)
            stop = found.start() if found else len(data)
            kept += [_plain_scan(segment) if frame in _SEQUENTIAL else segment, data[end:stop]]
            end = stop
        elif scans or _is_needed(marker, segment):
            kept.append(segment)
        position = end
        if scans > _MOST_SCANS:
            ended = True  # enough is known
            break
        if scans and data[position : position + 1] != b"\xff":
            break
    if scans and not ended and position >= 0:
        kept.append(data[position:])
        ended = _END in data[position:]
    return Structure(frame, bits, scans, ended, b"".join((*kept, _END)))


def without_stray_start(data: bytes) -> bytes:
    """A JPEG, its first segment straight behind the start marker, where Pillow wants it; other files as they are."""
    if not data.startswith(_START) or data[2:3] == b"\xff":
        return data
    first = _SEGMENT.search(data, 2)
    return _START + data[first.start() :] if first else data


def name(data: bytes) -> str:
    """What a JPEG is called: the kinds that apps do not take have names of their own."""
    return _RARE.get(_frame(data).frame, "JPEG")


def _frame(data: bytes) -> Structure:
    """The structure without what follows the frame, which is soon known."""
    return structure(data[: data.find(_SCAN) + _HEAD])


def has_gain_map(data: bytes) -> bool:
    """Whether extra brightness for HDR screens is stored beside the picture."""
    return any(mark in data for mark in _GAIN_MAPS)


def _plain_scan(segment: bytes) -> bytes:
    """A sequential scan with the only parameters it can have; some phones write others."""
    return segment[:-3] + b"\0\x3f\0"


def _is_needed(marker: int, segment: bytes) -> bool:
    if marker == _JFIF:
        return segment[4:9] == b"JFIF\0" and segment[9:10] in (b"\1", b"\2")
    return marker == _ADOBE or not (0xE1 <= marker <= 0xEF or marker == 0xFE)


def pixels(image: ImageFile.ImageFile, data: bytes, side: int, fast: bool) -> tuple[Image.Image, Damage]:
    """The decoded picture and its damage, of a bad one what can be had.

    Args:
        image: opened and not yet decoded.
        data: the file.
        side: the shorter side that is needed; the result has about that, at least.
        fast: False keeps to the decoder of Pillow, where the fast one has died.

    Raises:
        ValueError, OSError, SyntaxError: nothing can be decoded.
    """
    if data.count(_SCAN) > _MOST_SCANS and structure(data).scans > _MOST_SCANS:
        raise ValueError("a JPEG bomb: each pass costs as much as a picture")
    if not fast or image.mode not in _COLOUR_SPACES or not _frame(data).usual:
        return _by_pillow(image, data, structure(data).anew)
    try:
        return _reduced(image, data, side), Damage.NONE
    except ValueError:
        found = structure(data)
    try:
        return _reduced(image, found.anew, side), Damage.NONE
    except ValueError as error:
        complaint = str(error)
    try:
        rest = _reduced(image, found.anew, side, strict=False)
    except ValueError:
        return _by_pillow(image, data, found.anew)
    cut = not found.ended and _CUT_OFF in complaint.lower()
    return rest, Damage.TRUNCATED if cut else Damage.CORRUPT


def _reduced(image: ImageFile.ImageFile, data: bytes, side: int, strict: bool = True) -> Image.Image:
    """Decode at a fraction of the size. Raises ValueError on whatever the decoder complains of."""
    least = math.ceil(side * SPARE)
    # What these leave out disappears when the picture is halved.
    halved = min(image.size) >= 2 * side
    how: dict[str, Any] = {"min_width": least, "min_height": least, "fastdct": halved, "fastupsample": halved}
    values = simplejpeg.decode_jpeg(data, _COLOUR_SPACES[image.mode], strict=strict, **how)
    decoded = Image.fromarray(values[..., 0] if image.mode == "L" else values)
    return _with_info(decoded, image)


def _by_pillow(image: ImageFile.ImageFile, data: bytes, anew: bytes) -> tuple[Image.Image, Damage]:
    """The whole picture by Pillow, which passes over every mistake but an early end.

    Raises:
        ValueError, OSError, SyntaxError: nothing can be decoded.
    """
    for source in (image, Image.open(BytesIO(anew), formats=("JPEG",))):
        try:
            source.load()
        except (OSError, SyntaxError):
            continue
        return _with_info(source, image), Damage.NONE
    found = structure(data)
    if found.ended and not found.usual:
        raise ValueError("a kind of JPEG that is not decoded here")
    rest = Image.open(BytesIO(data), formats=("JPEG",))
    load_what_is_there(rest)
    return _with_info(rest, image), Damage.CORRUPT if found.ended else Damage.TRUNCATED


def _with_info(decoded: Image.Image, image: Image.Image) -> Image.Image:
    decoded.info = dict(image.info)
    return decoded


def rows_there(decoded: Image.Image) -> int:
    """How many rows come before the grey that stands for what is missing."""
    sample = np.asarray(decoded.resize((min(decoded.width, _SAMPLED), decoded.height), Image.Resampling.NEAREST))
    grey = (np.abs(sample.astype(np.int16) - _MISSING) <= _NEAR).reshape(decoded.height, -1).all(axis=1)
    there = np.flatnonzero(~grey)
    return int(there[-1]) + 1 if len(there) else 0
