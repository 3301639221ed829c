"""What a file is, by its bytes: names and declared types are often wrong."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, getincrementaldecoder

import filetype

from unstuck.photo import jpeg
from unstuck.photo.boxes import read_boxes

# What Pillow may try; everything else of Pillow's is hardly ever sent, or runs other programs. TGA comes last: it has
# no magic number.
DECODED = (
    *("JPEG", "PNG", "HEIF", "AVIF", "WEBP", "GIF", "TIFF", "BMP", "JPEG2000", "JXL", "PSD", "ICO"),
    *("QOI", "PCX", "PPM", "TGA"),
)

# Pillow's names where people say another. An MPO is a JPEG with more pictures behind it; apps take it for a JPEG.
_SAID = {"MPO": "JPEG", "HEIF": "HEIC", "JPG": "JPEG", "TIF": "TIFF", "JP2": "JPEG2000", "JPX": "JPEG2000"}

# The formats that can be decoded, by their usual names.
READABLE = frozenset(_SAID.get(name, name) for name in DECODED)

_MARKUP = ((re.compile(rb"<(\w+:)?svg\b"), "SVG"), (re.compile(rb"<(!doctype html|html|head|body)\b"), "HTML"))
# What a browser would run, whatever a file is called.
MARKUP = frozenset(name for _, name in _MARKUP)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# JPEG 2000 and JPEG XL; their boxes are those of HEIC.
_BOXED = (b"\0\0\0\x0cjP  ", b"\0\0\0\x0cJXL ")
# Brands of HEIC's relatives: the picture may be coded in any way.
_HEIF_BRANDS = (b"mif1", b"mif2", b"mif3", b"msf1", b"heic", b"heix", b"hevc", b"avci", b"vvic", b"unci", b"j2ki")
# Sizes of the headers of bitmaps (Windows and OS/2).
_BMP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
# Bits and planes of the PCX that are read.
_READ_PCX = frozenset({(1, 1), (1, 2), (1, 4), (8, 1), (8, 3)})
# Pictures that hardly anybody sends, by their first bytes.
_MAGIC = ((b"II+\0", "TIFF"), (b"MM\0+", "TIFF"), (b"#?R", "HDR"), (b"\x76\x2f\x31\x01", "EXR"), (b"gimp xcf", "XCF"))
# How a text may begin, and its encoding; the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    *((mark, "utf-32") for mark in (BOM_UTF32_LE, BOM_UTF32_BE)),
    *((mark, "utf-16") for mark in (BOM_UTF16_LE, BOM_UTF16_BE)),
    (BOM_UTF8, "utf-8-sig"),
)
# Magic numbers and the first tags of markup lie within it.
HEAD = 4096


def said(name: str) -> str:
    """A format's usual name for a name that Pillow or a file ending gives it."""
    return _SAID.get(name.upper(), name.upper())


def other_format(data: bytes) -> tuple[str | None, bool]:
    """The format of a file that Pillow cannot open, and whether it is a picture at all.

    Args:
        data: the file, or its first HEAD bytes.

    Returns:
        ("JPEG", True) for a picture whose header is damaged, ("PDF", False) for what is no picture, (None, False) for
        bytes that look like nothing known.
    """
    head = data[:HEAD]
    if head.startswith(_BOXED[1]):
        return "JXL", True
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "HEIC" if read_boxes(data).kind == b"hvc1" else "HEIF", True
    for start, name in _MAGIC:
        if head.startswith(start):
            return name, True
    if _is_pcx(head):
        return "PCX", True
    guess = filetype.guess(head)
    if guess:
        return said(guess.extension), guess.mime.startswith("image/")
    for tag, name in _MARKUP:
        if tag.search(head.lower()):
            return name, False
    return ("TEXT", False) if _is_text(head) else (None, False)


def is_sound(data: bytes) -> bool:
    """Whether a file that no decoder here reads is all there, and of a rare kind that explains it."""
    if data.startswith(b"\xff\xd8"):
        found = jpeg.structure(data)
        return bool(found.frame and found.scans and found.ended and not found.usual)
    if data.startswith(b"BM"):
        header, start = (int.from_bytes(data[at : at + 4], "little") for at in (14, 10))
        return header in _BMP_HEADERS and start < len(data) and not ends_early(data)
    if _is_pcx(data):
        return (data[3], data[65]) not in _READ_PCX
    if data.startswith(b"8BPS\0"):
        return len(data) > 26 and data[5] in (1, 2)
    if data[4:8] == b"ftyp":
        boxes = read_boxes(data)
        bends_rules = (
            boxes.kind == b"av01" and boxes.share(len(data)) == 1
        )  # which the decoder of AVIF does not forgive
        return boxes.complete and (bends_rules or not boxes.readable)
    return False


def _is_pcx(data: bytes) -> bool:
    """Whether it is a PCX, whose header has few marks: maker, version, packing, bits, and a size that makes sense."""
    if len(data) < 128 or data[0] != 10 or data[1] not in (0, 2, 3, 4, 5) or data[2] > 1:
        return False
    left, top, right, bottom = (int.from_bytes(data[at : at + 2], "little") for at in (4, 6, 8, 10))
    return data[3] in (1, 2, 4, 8) and data[65] in (1, 2, 3, 4) and left <= right and top <= bottom


def ends_early(data: bytes) -> bool:
    """Whether the file says that it is longer than it is, or lacks the mark that ends its format."""
    if data.startswith(b"\xff\xd8"):
        return not jpeg.structure(data).ended
    if data.startswith(b"\x89PNG"):
        return b"IEND" not in data[-64:]
    if data.startswith(b"GIF8"):
        return not data.rstrip(b"\0").endswith(b";")
    if data.startswith(b"RIFF"):
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if data.startswith(b"BM"):
        return int.from_bytes(data[2:6], "little") > len(data)
    if data.startswith((b"II*\0", b"MM\0*")):
        return int.from_bytes(data[4:8], "little" if data.startswith(b"II") else "big") >= len(data)
    if data[4:8] == b"ftyp":
        return not read_boxes(data).whole(len(data)) or _last_box_ends_early(data)
    return data.startswith(_BOXED) and _last_box_ends_early(data)


def _last_box_ends_early(data: bytes) -> bool:
    """Whether the boxes of HEIC, AVIF and their like run past the end; a size of 0 means "until the end"."""
    position = 0
    while position + 8 <= len(data):
        size = int.from_bytes(data[position : position + 4], "big")
        if size == 1:
            size = int.from_bytes(data[position + 8 : position + 16], "big")
        elif size == 0:
            return False
        if size < 8:
            return False
        position += size
    return position > len(data)


def _is_text(head: bytes) -> bool:
    """Whether the bytes are text in a usual encoding; the cut may have divided the last character."""
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    try:
        text = getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not _CONTROL.search(text)
