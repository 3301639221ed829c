"""What a worker does with a file: from its path to a report or a repaired picture."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from unstuck.errors import PhotoError
from unstuck.photo.app_limits import Limits
from unstuck.photo.decode import decode
from unstuck.photo.facts import Damage, Facts
from unstuck.photo.formats import HEAD, other_format
from unstuck.photo.judge import judge
from unstuck.photo.mend import mend
from unstuck.photo.model import Copy, Crop, Kind, Looked, Repaired, Report
from unstuck.photo.screen import may_be_screen

# Bytes. Of a longer file only the start is read: enough to name it and to say that it is too large.
_MOST_READ = 100_000_000
# Bytes; a photograph's copy takes about 4 MB. A long panorama is decoded again.
_LARGEST_COPY = 8_000_000
# Pixels of a preview's shorter side: as much as a phone shows of a picture in full size.
_PREVIEW_SIDE = 1024


def judged(path: Path, limits: Limits, most_pixels: int, last: bool = False, filename: str = "") -> Looked:
    """The report of a file, and the decoded picture where it is small enough to be passed on.

    Args:
        path: the file.
        limits: what the app takes.
        most_pixels: pictures with more are not decoded.
        last: whether nobody will try again in a fresh worker.
        filename: the sent name.

    Raises:
        PhotoError: the file cannot be read.
        MemoryError: it does not fit.
    """
    facts, image = _decoded(path, limits.side, most_pixels, last)
    report = judge(facts, limits, filename)
    if image is None or image.width * image.height * 3 > _LARGEST_COPY:
        return Looked(report)
    copy = Copy(image.tobytes(), image.size, _warnings(facts))
    return Looked(report, copy, may_be_screen(image, (facts.width, facts.height), facts.metadata))


def alert_in(copy: Copy, alerts: tuple[str, ...]) -> tuple[bool, str | None]:
    """Whether a decoded picture shows an error message, known or not, and its text where it can be read."""
    from unstuck.photo import error_screen  # only screenshots need it

    return error_screen.find(Image.frombytes("RGB", copy.size, copy.pixels), alerts)


def mended(path: Path, limits: Limits, most_pixels: int, crop: Crop, filename: str, last: bool = False) -> Repaired:
    """The repaired picture of a file. Raises PhotoError when nothing can be repaired, MemoryError as `judged`."""
    facts, image = _decoded(path, limits.side, most_pixels, last)
    if image is None:
        raise _hopeless(facts, judge(facts, limits))
    return mend(image, limits, crop, filename, _warnings(facts))


def mended_copy(copy: Copy, limits: Limits, crop: Crop, filename: str) -> Repaired:
    """The repaired picture of what `judged` has passed on. Raises PhotoError when it cannot be made small enough."""
    return mend(Image.frombytes("RGB", copy.size, copy.pixels), limits, crop, filename, copy.warnings)


def previewed(path: Path, most_pixels: int, last: bool = False) -> bytes:
    """A JPEG of what can be seen of a picture, for browsers that cannot show its format.

    Raises:
        PhotoError: nothing can be seen, or the file cannot be read.
        MemoryError: as `judged`.
    """
    _, image = _decoded(path, _PREVIEW_SIDE, most_pixels, last)
    if image is None:
        raise PhotoError("photo_unreadable", "This picture cannot be shown: please send another copy.")
    file = BytesIO()
    image.save(file, "JPEG", quality=80)
    return file.getvalue()


def _decoded(path: Path, side: int, most_pixels: int, last: bool) -> tuple[Facts, Image.Image | None]:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_READ else b""
    except OSError:
        raise PhotoError("photo_missing", "The file cannot be read: please check it and send it again.") from None
    if size > _MOST_READ:
        return _glance(path, size), None
    facts, image = decode(data, side, most_pixels, careful=last)
    if facts.out_of_memory and not last:
        raise MemoryError
    return facts, image


def _glance(path: Path, size: int) -> Facts:
    """What the first bytes tell of a file that is too large to be worked on."""
    with path.open("rb") as file:
        name, picture = other_format(file.read(HEAD))
    return Facts(name, picture, size)


def _warnings(facts: Facts) -> tuple[str, ...]:
    """What has to be said of a picture that was made from this file."""
    return tuple(
        name
        for name, holds in (
            ("rescued", facts.damage is not Damage.NONE),
            (f"on_{facts.background}", facts.background is not None),
            ("hdr", (facts.colour or "").startswith("HDR")),
            ("gain_map", facts.gain_map),
        )
        if holds
    )


def _hopeless(facts: Facts, report: Report) -> PhotoError:
    if facts.too_many_pixels:
        return PhotoError("photo_too_many_pixels", "This picture has too many pixels to work on: please scale it down.")
    if report.kind is Kind.NOT_AN_IMAGE:
        return PhotoError("photo_not_an_image", "This file is not a picture: please send a photo.")
    if facts.unread:
        return PhotoError("photo_unread", "This kind of picture cannot be opened here: please save it as JPEG.")
    return PhotoError("photo_unreadable", "This picture is too damaged to be repaired: please send another copy.")
