"""A pool of workers: judges and repairs pictures in processes of their own, so that no file can hurt the bot.

Workers are kept warm, have limits of memory, processor time and time, and are replaced when they die or have done their
share. A file that kills one or does not fit is tried once more in a fresh one, by the safest decoders; only then is it
called unreadable. Every other file goes on.
"""

import asyncio
import concurrent.futures
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pebble import ProcessPool

from unstuck.errors import PhotoError
from unstuck.observability import metrics
from unstuck.photo import worker_process
from unstuck.photo.app_limits import Limits
from unstuck.photo.model import Copy, Crop, Kind, Repaired, Report, undecodable
from unstuck.settings import Settings

T = TypeVar("T")

_log = logging.getLogger(__name__)

_LATE = (TimeoutError, asyncio.TimeoutError, concurrent.futures.TimeoutError)
# Seconds that a picture may wait for a free worker; a turn of the conversation must stay under a minute.
_PATIENCE = 30
# Decoded pictures kept for the repair that usually follows an inspection: about 4 MB each.
_KEPT_COPIES = 8
_KEPT_SECONDS = 600
# A worker ends after this many tasks, and with it whatever its libraries have not given back.
_MOST_TASKS = 200


class _Lost(Exception):
    """A file has hung or killed its worker, or filled its memory; `late` when it ran out of time."""

    def __init__(self, late: bool) -> None:
        super().__init__()
        self.late = late


class PhotoWorkers:
    """A pool of workers. Make one for each process and keep it; `close` it at the end.

    Args:
        workers: how many pictures at once.
        seconds: time limit of one inspection or repair.
        memory_mb: memory that one picture may take, in megabytes; less where a container has not as much.
        megapixels: pictures with more are not decoded.
    """

    def __init__(self, workers: int, seconds: float, memory_mb: int, megapixels: float) -> None:
        self._workers = workers
        self._seconds = seconds
        memory = worker_process.memory_for_each(memory_mb * 1_000_000, workers)
        self._allowance = worker_process.Allowance(seconds, memory, round(megapixels * 1_000_000))
        self._copies: OrderedDict[tuple, tuple[float, Copy]] = OrderedDict()
        self._closed = False
        self._pool = self._warm_pool()
        self._fresh: ProcessPool | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> "PhotoWorkers":
        """The pool with the limits of UNSTUCK_PHOTO_..."""
        return cls(settings.photo_workers, settings.photo_seconds, settings.photo_memory_mb, settings.photo_megapixels)

    async def inspect(self, path: Path, limits: Limits, filename: str = "", alerts: Iterable[str] = ()) -> Report:
        """Judge a file of any kind.

        Args:
            path: the file.
            limits: what the app takes.
            filename: the sent name; its ending is compared with what the file is.
            alerts: error messages that are known, for screenshots.

        Raises:
            PhotoError: `photo_missing`, there is no file; `photo_busy`, `photo_desk_closed`.
        """
        key = _key(path, limits)
        with metrics.PICTURE_SECONDS.labels("inspect").time():
            try:
                looked = await self._run(worker_process.inspect, path, limits, filename)
            except _Lost as lost:
                return undecodable(key[2], lost.late)
            if looked.copy:
                self._keep(key, looked.copy)
            if looked.copy and looked.may_be_screen:
                return await self._read(looked.report, looked.copy, tuple(alerts))
            return looked.report

    async def _read(self, report: Report, copy: Copy, alerts: tuple[str, ...]) -> Report:
        """The report, with the error message that a screenshot shows; a picture stays one when the reader fails."""
        try:
            shown, text = await self._run(worker_process.read, copy, alerts)
        except (_Lost, PhotoError):
            return report
        return replace(report, kind=Kind.SCREENSHOT, error_message=text) if shown else report

    async def repair(self, path: Path, limits: Limits, crop: str = Crop.AUTO, filename: str | None = None) -> Repaired:
        """Make a file that the app takes.

        Args:
            path: the file.
            limits: what the app takes.
            crop: a value of `Crop`.
            filename: the sent name, where the path is not it.

        Raises:
            PhotoError: nothing can be repaired, or there is no such crop or file.
        """
        way, name, key = _crop(crop), filename or path.name, _key(path, limits)
        copy = self._kept(key)
        try:
            with metrics.PICTURE_SECONDS.labels("repair").time():
                if copy:
                    return await self._run(worker_process.repair_copy, copy, limits, way, name)
                return await self._run(worker_process.repair, path, limits, way, name)
        except _Lost:
            raise PhotoError(
                "photo_unreadable", "This picture cannot be opened, not even in part: please send another copy."
            ) from None

    async def preview(self, path: Path) -> bytes:
        """A JPEG of the picture, for who cannot show its format. Raises PhotoError when nothing can be seen of it."""
        try:
            return await self._run(worker_process.preview, path)
        except _Lost:
            raise PhotoError("photo_unreadable", "This picture cannot be shown: please send another copy.") from None

    def inspect_now(self, path: Path, limits: Limits, filename: str = "", alerts: Iterable[str] = ()) -> Report:
        """As `inspect`, where no event loop runs."""
        return asyncio.run(self.inspect(path, limits, filename, alerts))

    def repair_now(self, path: Path, limits: Limits, crop: str = Crop.AUTO) -> Repaired:
        """As `repair`, where no event loop runs."""
        return asyncio.run(self.repair(path, limits, crop))

    def forget(self) -> None:
        """Let go of decoded pictures that are too old, or whose files have been deleted."""
        now = time.monotonic()
        for key in [key for key, (until, _) in self._copies.items() if until < now or not key[0].exists()]:
            del self._copies[key]

    def close(self) -> None:
        """End the workers."""
        self._closed = True
        for pool in (self._pool, self._fresh):
            if pool:
                pool.stop()
                pool.join()
        self._copies.clear()

    async def _run(self, task: Callable[..., T], *arguments: object) -> T:
        """Run a task in a worker; once more in a fresh one when it died or did not fit. Raises PhotoError, _Lost."""
        try:
            return await self._run_once(False, task, *arguments, self._allowance)
        except _Lost as lost:
            if lost.late:
                raise
        return await self._run_once(True, task, *arguments, replace(self._allowance, last=True))

    async def _run_once(self, fresh: bool, task: Callable[..., T], *arguments: object) -> T:
        for _ in range(2):
            pool = self._pool_of_fresh() if fresh else self._pool
            try:
                future = pool.schedule(task, args=arguments, timeout=self._seconds)
            except (BrokenProcessPool, RuntimeError):
                self._replace(pool)
                continue
            try:
                return await asyncio.wait_for(asyncio.wrap_future(future), _PATIENCE + self._seconds)
            except BrokenProcessPool:
                self._replace(pool)
            except PhotoError:
                raise
            except Exception as error:  # out of time or memory, killed, or whatever a codec raises
                if future.cancelled():
                    raise PhotoError("photo_busy", "Many pictures are waiting: please try again in a minute.") from None
                _log.warning("a picture worker failed: %s", type(error).__name__)
                raise _Lost(late=isinstance(error, _LATE)) from error
        raise PhotoError("photo_desk_closed", "Pictures cannot be looked at just now: please try again in a minute.")

    def _replace(self, pool: ProcessPool) -> None:
        """A pool does not survive when something outside ends an idle worker."""
        if self._closed or pool not in (self._pool, self._fresh):
            return
        pool.stop()
        if pool is self._pool:
            self._pool = self._warm_pool()
        elif pool is self._fresh:
            self._fresh = None

    def _warm_pool(self) -> ProcessPool:
        pool = self._new_pool(self._workers, _MOST_TASKS)
        pool.schedule(worker_process.nothing)
        return pool

    def _pool_of_fresh(self) -> ProcessPool:
        """A pool whose worker ends with its task; it is started when a file first needs it."""
        if self._fresh is None:
            self._fresh = self._new_pool(workers=1, tasks=1)
        return self._fresh

    def _new_pool(self, workers: int, tasks: int) -> ProcessPool:
        return ProcessPool(
            max_workers=workers,
            max_tasks=tasks,
            initializer=worker_process.prepare,
            context=worker_process.workshop(),
        )

    def _keep(self, key: tuple, copy: Copy) -> None:
        self.forget()
        self._copies[key] = (time.monotonic() + _KEPT_SECONDS, copy)
        while len(self._copies) > _KEPT_COPIES:
            self._copies.popitem(last=False)

    def _kept(self, key: tuple) -> Copy | None:
        """The decoded picture of this very file."""
        self.forget()
        return self._copies[key][1] if key in self._copies else None


def _key(path: Path, limits: Limits) -> tuple:
    """What tells a file from a later one at the same place. Raises PhotoError `photo_missing`."""
    status = path.stat() if path.is_file() else None
    if status is None:
        raise PhotoError("photo_missing", f"There is no file {path.name}: please check its name and send it again.")
    return path, status.st_mtime_ns, status.st_size, limits.side


def _crop(name: str) -> Crop:
    try:
        return Crop(name)
    except ValueError:
        ways = ", ".join(crop.value for crop in Crop)
        raise PhotoError("photo_crop_unknown", f"There is no crop '{name}': please choose one of {ways}.") from None
