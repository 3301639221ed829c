"""A worker process and its limits. Only a worker loads the codecs; the bot itself never does."""

import os
import resource
from contextlib import suppress
from pathlib import Path

from unstuck.articles.model import ImageLimits
from unstuck.photo.model import Copy, Crop, Repaired, Report


def prepare(memory: int) -> None:
    """Set up a new worker, its codecs loaded. `memory` in bytes: its address space, past which allocations fail."""
    import unstuck.photo.work  # noqa: F401  # for its codecs alone

    with suppress(ValueError, OSError):  # macOS knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a worker writes no files
    # Codecs write their complaints about damaged files here.
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)


def nothing() -> None:
    """A pool starts its workers with its first task."""


def inspect(path: Path, limits: ImageLimits, most_pixels: int, seconds: float) -> tuple[Report, Copy | None]:
    """Judge a file; with the decoded picture that a repair can go on from. Raises PhotoError when it is not there."""
    from unstuck.photo.work import judged

    _limit_cpu(seconds)
    return judged(path, limits, most_pixels)


def repair(path: Path, limits: ImageLimits, most_pixels: int, seconds: float, crop: Crop, filename: str) -> Repaired:
    """Repair a file. Raises PhotoError when nothing can be repaired."""
    from unstuck.photo.work import mended

    _limit_cpu(seconds)
    return mended(path, limits, most_pixels, crop, filename)


def repair_copy(copy: Copy, limits: ImageLimits, seconds: float, crop: Crop, filename: str) -> Repaired:
    """As `repair`, from what an inspection has decoded."""
    from unstuck.photo.work import mended_copy

    _limit_cpu(seconds)
    return mended_copy(copy, limits, crop, filename)


def preview(path: Path, most_pixels: int, seconds: float) -> bytes:
    """A JPEG of the picture. Raises PhotoError when nothing can be seen."""
    from unstuck.photo.work import previewed

    _limit_cpu(seconds)
    return previewed(path, most_pixels)


def _limit_cpu(seconds: float) -> None:
    """Give the task `seconds` on every core; a worker whose parent has died ends by it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds * (os.cpu_count() or 1)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
