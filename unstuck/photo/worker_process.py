"""A worker process and its limits. Only a worker loads the codecs; the bot itself never does.

Memory is limited for each task anew, to `memory` bytes beyond what the worker holds when it begins: a worker that has
lived for a while has as much room as a fresh one. What counts is memory that can be written (RLIMIT_DATA), not address
space, which threads and allocators reserve by the core without using it.
"""

import multiprocessing
import os
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path

from unstuck.photo.app_limits import Limits
from unstuck.photo.model import Copy, Crop, Looked, Repaired

# What workers share: loaded once, in the process that they are copies of.
SHARED = ["unstuck.photo.single_thread", "unstuck.photo.worker_tasks"]
_CONTAINER = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
# Of a container's memory, what all workers together may take; the rest is the bot's.
_WORKERS_SHARE = 0.75


@dataclass(frozen=True)
class Allowance:
    """What one task may use.

    Attributes:
        seconds: on every core.
        memory: bytes beyond what the worker holds already.
        pixels: of a picture.
        last: this is the second try, in a fresh worker: keep to what is safe, and take any failure for the file's.
    """

    seconds: float
    memory: int
    pixels: int
    last: bool = False


@cache
def workshop() -> BaseContext:
    """Starts workers as copies of a process of its own that has loaded the codecs, whose memory they share.

    Forking the server itself, with its threads and event loop, can hang the child.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(SHARED)
    return context


def prepare() -> None:
    """Set up a new worker."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a worker writes no files
    # Codecs write their complaints about damaged files here.
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)


def nothing() -> None:
    """A pool starts its workers with its first task."""


def inspect(path: Path, limits: Limits, filename: str, allowance: Allowance) -> Looked:
    """Judge a file. Raises PhotoError when it is not there, MemoryError when it may fit into a fresh worker."""
    from unstuck.photo.worker_tasks import judged

    _limit(allowance)
    return judged(path, limits, allowance.pixels, allowance.last, filename)


def read(copy: Copy, alerts: tuple[str, ...], allowance: Allowance) -> tuple[bool, str | None]:
    """Whether a decoded picture shows an error message, and its text where it can be read."""
    from unstuck.photo.worker_tasks import alert_in

    _limit(allowance)
    return alert_in(copy, alerts)


def repair(path: Path, limits: Limits, crop: Crop, filename: str, allowance: Allowance) -> Repaired:
    """Repair a file. Raises PhotoError when nothing can be repaired, MemoryError as `inspect`."""
    from unstuck.photo.worker_tasks import mended

    _limit(allowance)
    return mended(path, limits, allowance.pixels, crop, filename, allowance.last)


def repair_copy(copy: Copy, limits: Limits, crop: Crop, filename: str, allowance: Allowance) -> Repaired:
    """As `repair`, from what an inspection has decoded."""
    from unstuck.photo.worker_tasks import mended_copy

    _limit(allowance)
    return mended_copy(copy, limits, crop, filename)


def preview(path: Path, allowance: Allowance) -> bytes:
    """A JPEG of the picture. Raises PhotoError when nothing can be seen, MemoryError as `inspect`."""
    from unstuck.photo.worker_tasks import previewed

    _limit(allowance)
    return previewed(path, allowance.pixels, allowance.last)


def memory_for_each(memory: int, workers: int, limits: tuple[Path, ...] = _CONTAINER) -> int:
    """`memory` bytes, or less where the container that this runs in has not as much for every worker."""
    for path in limits:
        with suppress(OSError, ValueError):  # no such container, or one without a limit: "max"
            return min(memory, int(int(path.read_text()) * _WORKERS_SHARE / workers))
    return memory


def _limit(allowance: Allowance) -> None:
    """Give the task its seconds on every core, by which a worker whose parent has died ends too, and its memory."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + allowance.seconds * (os.cpu_count() or 1)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
    if sys.platform == "linux":  # elsewhere it does not limit what counts
        resource.setrlimit(resource.RLIMIT_DATA, (_held() + allowance.memory, resource.RLIM_INFINITY))


def _held() -> int:
    """Bytes of memory that this process may write, as RLIMIT_DATA counts them."""
    return int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
