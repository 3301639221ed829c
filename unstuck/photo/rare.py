"""Pictures that few apps take and Pillow alone does not read: camera raw files, PNGs of iOS apps, deep TIFFs."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, ImageFile

from unstuck.photo import colour, tiff

# The first bytes of raw files that are no TIFF, or a TIFF with a mark.
_RAW_STARTS = ((b"FUJIFILMCCD-RAW", "RAF"), (b"IIRO", "ORF"), (b"IIRS", "ORF"), (b"MMOR", "ORF"), (b"IIU\0", "RW2"))
_DNG_VERSION, _MAKE, _SMALLER, _COLOURS = 50706, 271, 254, 320
_RAW_MAKERS = ((b"NIKON", "NEF"), (b"SONY", "ARW"), (b"PENTAX", "PEF"), (b"SAMSUNG", "SRW"), (b"CANON", "CR2"))
# The part of a Photoshop file that tells, in its fifth byte, whether all layers together are stored too.
_VERSION = 1057
_PNG = b"\x89PNG\r\n\x1a\n"

# Quarter turns by LibRaw's number.
_FLIPS = {3: Image.Transpose.ROTATE_180, 5: Image.Transpose.ROTATE_90, 6: Image.Transpose.ROTATE_270}


def raw_kind(data: bytes) -> str | None:
    """The usual name of a camera's raw file; None for anything else."""
    if data[4:12] == b"ftypcrx ":
        return "CR3"
    for start, name in _RAW_STARTS:
        if data.startswith(start):
            return name
    if data[8:10] == b"CR" and data.startswith(tiff.STARTS):
        return "CR2"
    tags = tiff.tags(data)
    if _DNG_VERSION in tags:
        return "DNG"
    # In a camera's raw file the first picture is a small copy.
    make = tags.get(_MAKE)
    if tags.get(_SMALLER) != (1,) or not isinstance(make, bytes):
        return None
    return next((name for maker, name in _RAW_MAKERS if make.upper().startswith(maker)), None)


def is_apple_png(data: bytes) -> bool:
    """Whether it is a PNG that Apple's tools have changed for apps: CgBI."""
    return data.startswith(_PNG) and data[12:16] == b"CgBI"


def as_meant(image: ImageFile.ImageFile) -> Image.Image:
    """A decoded picture as its program meant it, where programs bend the rules of its format.

    Raises:
        ValueError: the picture that the file shows stands for one that it has not.
    """
    if image.format in ("TGA", "BMP") and image.mode == "RGBA" and not image.getchannel("A").getextrema()[1]:
        return image.convert("RGB")  # the fourth byte is not in use
    if image.format == "PSD" and image.convert("L").getextrema() == (255, 255):
        parts = image.resources  # pyrefly: ignore[missing-attribute]  # a PSD has them
        if any(number == _VERSION and not content[4] for number, _, content in parts):
            raise ValueError("a white picture in place of all layers together")
    if image.format == "TIFF" and image.mode == "P":
        colours = image.tag_v2.get(_COLOURS, ())  # pyrefly: ignore[missing-attribute]  # a TIFF has it
        if len(colours) == 3 * 256 and max(colours) < 256:  # of 65,536 levels only the lowest: levels of 256 are meant
            image.putpalette(bytes(np.reshape(colours, (3, 256)).T.ravel().tolist()))
    return image


def raw_pixels(data: bytes) -> Image.Image:
    """A raw file's picture, upright: the camera's own rendering where it is in the file, else a development.

    Raises:
        ValueError: nothing can be decoded.
    """
    import rawpy  # a tenth of a second, and hardly anybody sends one

    try:
        with rawpy.imread(BytesIO(data)) as raw:
            flip = _FLIPS.get(raw.sizes.flip)
            shown = _rendering(raw)
            if shown:
                return shown.transpose(flip) if flip and shown.width > shown.height else shown
            return Image.fromarray(raw.postprocess(use_camera_wb=True, half_size=True))
    except rawpy.LibRawError as error:
        raise ValueError(str(error)) from error


def _rendering(raw: Any) -> Image.Image | None:
    """The camera's JPEG, where it is at least half as large as the picture."""
    import rawpy

    try:
        thumb = raw.extract_thumb()
    except rawpy.LibRawError:
        return None
    if thumb.format is not rawpy.ThumbFormat.JPEG:
        return None
    image = Image.open(BytesIO(thumb.data), formats=("JPEG",))
    if max(image.size) * 2 < max(raw.sizes.width, raw.sizes.height):
        return None
    return image.convert("RGB")


def raw_size(data: bytes) -> tuple[int, int]:
    """Width and height of a raw file's picture, upright. Raises ValueError."""
    import rawpy

    try:
        with rawpy.imread(BytesIO(data)) as raw:
            size = raw.sizes
            return (size.height, size.width) if size.flip in (5, 6) else (size.width, size.height)
    except rawpy.LibRawError as error:
        raise ValueError(str(error)) from error


def from_apple_png(data: bytes) -> Image.Image:
    """The picture of a CgBI PNG: its pixels are packed without a header, blue first, and darkened by transparency.

    Raises:
        ValueError, OSError, SyntaxError: it is damaged.
    """
    chunks, packed, position = [], b"", 8
    while position + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        name, body = data[position + 4 : position + 8], data[position + 8 : position + 8 + length]
        if name == b"IDAT":
            packed += body
        elif name != b"CgBI":
            chunks.append((name, body))
        position += 12 + length
    try:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        rows = unpacker.decompress(packed, _most_bytes(chunks))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    head, *rest = chunks
    plain = _PNG + b"".join(_chunk(*one) for one in (head, (b"IDAT", zlib.compress(rows, 1)), *rest))
    image = Image.open(BytesIO(plain), formats=("PNG",))
    values = np.asarray(image.convert("RGBA"), dtype=np.float32)
    cover = np.maximum(values[..., 3:], 1) / 255
    colours = np.clip(values[..., 2::-1] / cover, 0, 255)
    return Image.fromarray(np.concatenate((colours, values[..., 3:]), axis=-1).astype(np.uint8), "RGBA")


def by_opencv(data: bytes) -> Image.Image:
    """A TIFF with floating-point or 16-bit colours; RGB, or RGBA.

    Raises:
        ValueError: this cannot be decoded either.
    """
    import cv2  # a quarter of a second, and only rare files need it

    try:
        values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as error:
        raise ValueError(str(error)) from error
    if values is None or not values.any():  # of a compression that it does not know it makes zeros
        raise ValueError("OpenCV cannot decode it")
    white = colour.white_of(values)
    values = np.nan_to_num(values.astype(np.float32), posinf=white, neginf=0)
    if values.ndim == 2:
        values = np.stack([values] * 3, axis=-1)
    values = values[..., [2, 1, 0, *range(3, values.shape[2])]]
    return Image.fromarray(np.clip(values * (255 / white), 0, 255).astype(np.uint8))


def _most_bytes(chunks: list[tuple[bytes, bytes]]) -> int:
    """The bytes of the rows that the header announces."""
    name, body = chunks[0] if chunks else (b"", b"")
    if name != b"IHDR" or len(body) != 13:
        raise ValueError("no header")
    width, height = struct.unpack_from(">II", body)
    return (width * 8 + 1) * height + 64


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def apple_png_size(data: bytes) -> tuple[int, int]:
    """Width and height of a CgBI PNG. Raises struct.error."""
    width, height = struct.unpack_from(">II", data, data.index(b"IHDR") + 4)
    return width, height
