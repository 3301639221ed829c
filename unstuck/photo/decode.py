"""From bytes to facts and to a working copy: upright, plain sRGB, no larger than a repair needs.

One decoding serves the inspection and the repair. The working copy's shorter side is `side` at most, so that JPEGs are
decoded at a fraction of their size and colours are converted on few pixels.
"""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pillow_heif
from PIL import AvifImagePlugin, Image, ImageFile, PngImagePlugin
from pillow_jxl import JpegXLImagePlugin  # teaches Pillow JPEG XL

from unstuck.photo import colour, formats, heif_damage, jpeg, png, rare, tiff
from unstuck.photo.boxes import Boxes, read_boxes, turn_by_exif
from unstuck.photo.colour import Plain
from unstuck.photo.facts import ENOUGH, Blank, Damage, Facts
from unstuck.photo.hdr import Curve
from unstuck.photo.memory import is_want_of_memory, refuse_want_of_memory
from unstuck.photo.metadata import Metadata, read_metadata
from unstuck.photo.working_copy import working_copy

# How many threads a decoder has, whatever the machine has: each holds memory of its own.
THREADS = 2
pillow_heif.register_heif_opener(decode_threads=THREADS)
AvifImagePlugin.DEFAULT_MAX_THREADS = THREADS  # pyrefly: ignore[bad-assignment]  # no constant, whatever its type
JpegXLImagePlugin.DECODE_THREADS = THREADS  # pyrefly: ignore[bad-assignment]  # no constant, whatever its type
Image.MAX_IMAGE_PIXELS = None  # replaced by `most_pixels`, which is checked before anything is decoded
# Bytes of one text or profile of a PNG, unpacked; Pillow's own 1 MB is less than some editors write.
PngImagePlugin.MAX_TEXT_CHUNK = 16_000_000  # pyrefly: ignore[bad-assignment]  # no constant, whatever its type

_MOVING = ("GIF", "WEBP", "PNG", "AVIF")
_BOXED = ("HEIF", "AVIF")
_JPEG = ("JPEG", "MPO")
# Without a magic number, so that Pillow takes other files for it.
_GUESSED = "TGA"
# A sequential JPEG is read line by line at a fraction of its size; it may have this many times the pixels.
_SCALED_READING = 4
# Brightness, of 255, within which a picture counts as black or white all over.
_EVEN = 4


def decode(data: bytes, side: int, most_pixels: int, careful: bool = False) -> tuple[Facts, Image.Image | None]:
    """Read a file of any kind.

    Args:
        data: the whole file.
        side: the shorter side of the working copy, at most, in pixels.
        most_pixels: pictures with more are not decoded; JPEGs that need no memory for them may have four times as many.
        careful: keep to decoders that have not been seen to die.

    Returns:
        The facts, and the working copy (RGB), which is None when less than ENOUGH of the picture can be decoded.
        Of a damaged picture the working copy is the visible part.

    Raises:
        MemoryError: not even the header fits into the worker.
    """
    if not data:
        return Facts(None, False, 0, damage=Damage.EMPTY), None
    if name := rare.raw_kind(data):
        return _other(data, name, side, most_pixels)
    if rare.is_apple_png(data):
        return _other(data, "CgBI PNG", side, most_pixels)
    try:
        image = _opened(data)
    except Exception as error:  # decoders of hostile bytes raise anything
        refuse_want_of_memory(error)
        return _unopened(data, side, most_pixels)
    try:
        facts, boxes = _glance(image, data)
    except Exception:  # as above
        return _unopened(data, side, most_pixels)
    if _has_too_many_pixels(image, data, most_pixels):
        guessed = image.format == _GUESSED
        return _unopened(data, side, most_pixels) if guessed else (replace(facts, too_many_pixels=True), None)
    try:
        facts = replace(facts, metadata=_metadata(image, data, boxes))
        if facts.metadata.turn > 4:
            facts = replace(facts, width=facts.height, height=facts.width)
        pixels, facts = _pixels(image, data, side, boxes, facts, careful)
        if facts.visible < ENOUGH:
            return facts, None
        curve = Curve(boxes.transfer, boxes.primaries)
        plain = working_copy(pixels, side, facts.metadata.turn, curve if curve.name else None)
        return _seen(facts, plain), plain.image
    except Exception as error:  # as above
        if is_want_of_memory(error):
            return replace(facts, too_many_pixels=True, out_of_memory=True), None
        if image.format == _GUESSED:
            return _unopened(data, side, most_pixels)
        return _undecoded(facts, image, data, side, boxes, truncated="truncated" in str(error))


def _opened(data: bytes) -> ImageFile.ImageFile:
    """The file, opened and not yet decoded; a JPEG with its metadata where that can be read. Raises anything."""
    try:
        return Image.open(BytesIO(jpeg.without_stray_start(data)), formats=formats.DECODED)
    except Exception as error:  # as above
        if not data.startswith(b"\xff\xd8") or is_want_of_memory(error):
            raise
    return Image.open(BytesIO(jpeg.structure(data).anew), formats=("JPEG",))


def _glance(image: ImageFile.ImageFile, data: bytes) -> tuple[Facts, Boxes]:
    """What an opened file says before it is decoded."""
    transfer, primaries = png.coding(data) if image.format == "PNG" else (0, 0)
    boxes = read_boxes(data) if image.format in _BOXED else Boxes(transfer=transfer, primaries=primaries)
    curve = Curve(boxes.transfer, boxes.primaries)
    facts = Facts(
        format=formats.said(image.format or ""),
        picture=True,
        bytes=len(data),
        width=image.width,
        height=image.height,
        animated=_is_animated(image),
        colour=curve.name or colour.unusual(image, boxes.bits),
        gain_map=boxes.gain_map or (image.format in _JPEG and jpeg.has_gain_map(data)),
    )
    return facts, boxes


def _has_too_many_pixels(image: ImageFile.ImageFile, data: bytes, most: int) -> bool:
    count = image.width * image.height
    if count > most and image.format in _JPEG and image.mode in ("RGB", "L") and count <= _SCALED_READING * most:
        found = jpeg.structure(data)
        return not found.usual or found.progressive
    return count > most


def _metadata(image: ImageFile.ImageFile, data: bytes, boxes: Boxes) -> Metadata:
    about = read_metadata(image, data)
    if image.format != "HEIF":
        return about
    noted = image.info.get("original_orientation") or 1
    turn = turn_by_exif(boxes, noted)
    return replace(about, turn=turn, rotated=turn != 1 or boxes.turned)


def _pixels(
    image: ImageFile.ImageFile, data: bytes, side: int, boxes: Boxes, facts: Facts, careful: bool
) -> tuple[Image.Image, Facts]:
    """The decoded picture, reduced where the format can; of a damaged one what can be had. Raises anything."""
    if image.format in _JPEG:
        return _jpeg_pixels(image, data, side, facts, careful)
    if image.format == "PNG":
        pixels, share = png.pixels(image, data)
        return pixels, replace(
            facts, visible=share, damage=_damage(data) if share < 1 or pixels is not image else Damage.NONE
        )
    image.load()
    if image.format not in _BOXED:
        return rare.as_meant(image), replace(facts, visible=1.0)
    if not boxes.whole(len(data)):
        part = heif_damage.whole_part(image, boxes, len(data))
        share = boxes.share(len(data)) if part else 0.0
        return part or image, replace(facts, damage=Damage.TRUNCATED, visible=share)
    if image.format == "HEIF" and heif_damage.looks_scrambled(image, boxes, data):
        return image, replace(facts, damage=Damage.CORRUPT, visible=1.0)
    return image, replace(facts, visible=1.0)


def _jpeg_pixels(
    image: ImageFile.ImageFile, data: bytes, side: int, facts: Facts, careful: bool
) -> tuple[Image.Image, Facts]:
    pixels, damage = jpeg.pixels(image, data, side, fast=not careful)
    if damage is Damage.NONE:
        return pixels, replace(facts, visible=1.0, format=jpeg.name(data))
    progressive = jpeg.structure(data).progressive
    rows = pixels.height if progressive else jpeg.rows_there(pixels)
    part = pixels.crop((0, 0, pixels.width, max(1, rows)))
    part.info.update(pixels.info)
    return part, replace(facts, damage=damage, visible=rows / pixels.height, progressive=progressive)


def _seen(facts: Facts, plain: Plain) -> Facts:
    """The facts, with what the working copy shows."""
    blank = Blank.CLEAR if plain.clear else None
    if not blank:
        values = np.asarray(plain.image)
        if values.max() <= _EVEN:
            blank = Blank.BLACK
        elif values.min() >= 255 - _EVEN:
            blank = Blank.WHITE
    return replace(facts, background=plain.background, blank=blank)


def _other(data: bytes, name: str, side: int, most_pixels: int) -> tuple[Facts, Image.Image | None]:
    """A picture that Pillow does not read, by another decoder; unread when that fails."""
    facts = Facts(name, True, len(data), unread=True)
    try:
        size = rare.apple_png_size(data) if name == "CgBI PNG" else rare.raw_size(data)
        facts = replace(facts, width=size[0], height=size[1], too_many_pixels=size[0] * size[1] > most_pixels)
        if facts.too_many_pixels:
            return replace(facts, unread=False), None
        pixels = rare.from_apple_png(data) if name == "CgBI PNG" else rare.raw_pixels(data)
        plain = working_copy(pixels, side, 1)
    except Exception as error:  # as above
        if is_want_of_memory(error):
            return replace(facts, too_many_pixels=True, out_of_memory=True), None
        return replace(facts, damage=Damage.TRUNCATED if formats.ends_early(data) else Damage.NONE), None
    return _seen(replace(facts, unread=False, visible=1.0), plain), plain.image


def _unopened(data: bytes, side: int, most_pixels: int) -> tuple[Facts, Image.Image | None]:
    name, picture = formats.other_format(data)
    facts = Facts(name, picture, len(data))
    if name and not picture:
        return facts, None
    if name == "TIFF" and tiff.is_sound(data):
        return _by_opencv(facts, data, side)
    foreign = name is not None and name not in formats.READABLE and not formats.ends_early(data)
    if foreign or formats.is_sound(data):
        return replace(facts, unread=True), None
    return replace(facts, damage=_damage(data)), None


def _undecoded(
    facts: Facts, image: ImageFile.ImageFile, data: bytes, side: int, boxes: Boxes, truncated: bool
) -> tuple[Facts, Image.Image | None]:
    """A file that was opened and cannot be decoded: damaged, or of a rare kind."""
    if image.format == "TIFF" and tiff.is_sound(data):
        return _by_opencv(facts, data, side)
    if image.format != "TIFF" and formats.is_sound(data):
        return replace(facts, unread=True), None
    early = truncated or not boxes.whole(len(data))
    return replace(facts, damage=Damage.TRUNCATED if early else _damage(data), visible=0.0), None


def _by_opencv(facts: Facts, data: bytes, side: int) -> tuple[Facts, Image.Image | None]:
    try:
        pixels = rare.by_opencv(data)
        plain = working_copy(pixels, side, 1)
    except Exception as error:  # as above
        refuse_want_of_memory(error)
        return replace(facts, unread=True), None
    return _seen(replace(facts, width=pixels.width, height=pixels.height, visible=1.0), plain), plain.image


def _damage(data: bytes) -> Damage:
    return Damage.TRUNCATED if formats.ends_early(data) else Damage.CORRUPT


def _is_animated(image: Image.Image) -> bool:
    try:
        return image.format in _MOVING and bool(getattr(image, "is_animated", False))
    except Exception:  # as above
        return False
