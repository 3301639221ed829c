"""What a worker process does: everything that touches the bytes of a picture happens here, within limits."""

import os
import resource
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from unstuck.articles.model import ImageLimits
from unstuck.errors import PhotoError
from unstuck.photo.decode import Damage, Facts, decode
from unstuck.photo.formats import HEAD, other_format
from unstuck.photo.judge import judge
from unstuck.photo.mend import mend
from unstuck.photo.model import Crop, Kind, Repaired, Report
from unstuck.photo.reading import read_text
from unstuck.photo.screen import may_be_screen

# Bytes. Of a longer file only the start is read: enough to name it and to say that it is too large.
_MOST_READ = 100_000_000
# Bytes; a photograph's copy takes about 4 MB. A long panorama is decoded again.
_LARGEST_COPY = 8_000_000


@dataclass(frozen=True)
class Copy:
    """A decoded picture on its way between processes: RGB, three bytes a pixel."""

    pixels: bytes
    size: tuple[int, int]
    rescued: bool


def prepare(memory: int) -> None:
    """Set up a new worker. `memory` in bytes: its address space, past which allocations fail."""
    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a worker writes no files
    # Codecs write their complaints about damaged files here.
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)


def warm_up() -> None:
    """Nothing: by the time it is done, the worker has loaded everything."""


def inspect(path: Path, limits: ImageLimits, most_pixels: int, seconds: float) -> tuple[Report, Copy | None]:
    """Judge a file within limits; with the working copy that a repair can go on from."""
    _limit_cpu(seconds)
    return judged(path, limits, most_pixels)


def judged(path: Path, limits: ImageLimits, most_pixels: int) -> tuple[Report, Copy | None]:
    """As `inspect`, in this process and without its limits."""
    facts, image = _decoded(path, limits, most_pixels)
    report = judge(facts, limits)
    if image is None:
        return report, None
    if may_be_screen(image, (facts.width, facts.height), facts.metadata) and (text := read_text(image)):
        report = replace(report, kind=Kind.SCREENSHOT, error_message=text)
    if image.width * image.height * 3 > _LARGEST_COPY:
        return report, None
    return report, Copy(image.tobytes(), image.size, _is_rescued(facts))


def repair(path: Path, limits: ImageLimits, most_pixels: int, seconds: float, crop: Crop, filename: str) -> Repaired:
    """Repair a file. Raises PhotoError when nothing can be repaired."""
    _limit_cpu(seconds)
    facts, image = _decoded(path, limits, most_pixels)
    if image is None:
        raise _hopeless(facts, judge(facts, limits))
    return mend(image, limits, crop, filename, _is_rescued(facts))


def repair_copy(copy: Copy, limits: ImageLimits, seconds: float, crop: Crop, filename: str) -> Repaired:
    """As `repair`, from what an inspection has decoded."""
    _limit_cpu(seconds)
    return mend(Image.frombytes("RGB", copy.size, copy.pixels), limits, crop, filename, copy.rescued)


def _decoded(path: Path, limits: ImageLimits, most_pixels: int) -> tuple[Facts, Image.Image | None]:
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= _MOST_READ else b""
    except OSError:
        raise PhotoError("photo_missing", "The file cannot be read: please check it and send it again.") from None
    return decode(data, limits.side, most_pixels) if size <= _MOST_READ else (_glance(path, size), None)


def _glance(path: Path, size: int) -> Facts:
    """What the first bytes tell of a file that is too large to be worked on."""
    with path.open("rb") as file:
        name, picture = other_format(file.read(HEAD))
    return Facts(name, picture, size)


def _is_rescued(facts: Facts) -> bool:
    return facts.damage is not Damage.NONE


def _limit_cpu(seconds: float) -> None:
    """Give the task `seconds` on every core; a worker whose parent has died ends by it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds * (os.cpu_count() or 1)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _hopeless(facts: Facts, report: Report) -> PhotoError:
    if facts.too_many_pixels:
        return PhotoError("photo_too_many_pixels", "This picture has too many pixels to work on: please scale it down.")
    if report.kind is Kind.NOT_AN_IMAGE:
        return PhotoError("photo_not_an_image", "This file is not a picture: please send a photo.")
    return PhotoError("photo_unreadable", "This picture is too damaged to be repaired: please send another copy.")
