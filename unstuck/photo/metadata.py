"""What a picture's metadata tells: which way is up, a camera, a place. A place's coordinates are never read out."""

import re
from contextlib import suppress
from dataclasses import dataclass

from PIL import ExifTags, Image

from unstuck.photo import flir

# Where Pillow keeps XMP: of PNG as text, of others as bytes.
_XMP = ("XML:com.adobe.xmp", "xmp")
# Longer sides of the copies that messengers and social networks make.
_COPY_SIDES = frozenset({960, 1280, 1600, 2048, 2560})


@dataclass(frozen=True)
class Metadata:
    """What the metadata says.

    Attributes:
        rotated: the file is stored sideways or mirrored, with a note to turn it.
        turn: EXIF's orientation that is still to be applied to decoded pixels: 1 (none) to 8.
        camera: a camera is named.
        located: a place is noted.
        re_encoded: the file looks like a copy that a program or a messenger has saved anew.
    """

    rotated: bool = False
    turn: int = 1
    camera: bool = False
    located: bool = False
    re_encoded: bool = False


def read_metadata(image: Image.Image, data: bytes) -> Metadata:
    """The metadata of an opened picture; damaged metadata counts as none."""
    xmp = _take_xmp(image)
    try:
        exif = image.getexif()
        camera = bool(exif.get(ExifTags.Base.Make) or exif.get(ExifTags.Base.Model))
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        located = any(tag in place for tag in (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSDestLatitude))
        orientation = exif.get(ExifTags.Base.Orientation, 1)
    except Exception:  # as below
        camera, located, orientation = False, False, 1
    turn = orientation if orientation in range(1, 9) else 1
    return Metadata(
        rotated=turn != 1,
        turn=1 if _is_turned_by_decoder(image) else turn,
        camera=camera,
        located=located or b"GPSLatitude" in xmp or flir.has_place(data),
        re_encoded=image.format in ("JPEG", "MPO") and _is_copy(image, data, camera),
    )


def _take_xmp(image: Image.Image) -> bytes:
    """The XMP block, which Pillow loses by it: where EXIF tells no orientation, Pillow would take the one of XMP.

    Neither browsers nor other decoders turn a picture by that.
    """
    if image.format == "PNG":  # it may stand behind the pixels
        with suppress(Exception):  # parsers of hostile bytes raise anything
            image.load()
    found = [image.info.pop(name, b"") for name in _XMP]
    return b"".join(one if isinstance(one, bytes) else str(one).encode() for one in found)


def _is_turned_by_decoder(image: Image.Image) -> bool:
    """TIFF and JPEG XL are turned while they are decoded, and still say the old orientation.

    A JPEG XL that holds a JPEG is handed over as that JPEG.
    """
    return image.format == "TIFF" or (image.format == "JXL" and not getattr(image, "jpeg", False))


def _is_copy(image: Image.Image, data: bytes, camera: bool) -> bool:
    """Whether a JPEG looks saved anew.

    A camera writes its Exif block first, as that standard demands; a JFIF block in front of it is a program's. Without
    any camera, the longer side is one of those that messengers scale to.
    """
    if camera:
        return bool(re.match(rb"\xff\xd8\xff\xe0..JFIF\0", data, re.DOTALL))
    return max(image.size) in _COPY_SIDES
