"""A pool of workers that has lived for a while judges as a fresh one does, on a machine with many cores too."""

import asyncio
import os
import random
import threading
from pathlib import Path

import pytest

from tests.photo.samples import LIMITS, heic
from tests.photo.screens import Screen, png
from tests.pictures import saved, scene
from unstuck.photo import worker_process
from unstuck.photo.model import Kind
from unstuck.photo.worker_pool import PhotoWorkers

pytestmark = pytest.mark.long

CORES = 16
PICTURES = 300
LARGE = (4000, 3000)
ALERTS = ("Profile Photo Update Failed",)
prepare = worker_process.prepare


def prepare_on_many_cores(*arguments):
    """In a worker: libraries hear of 16 cores, and a thread for each lives on with the memory that it has reserved."""
    os.cpu_count = os.process_cpu_count = lambda: CORES
    os.sched_getaffinity = lambda _: set(range(CORES))
    for _ in range(CORES):
        threading.Thread(target=idle, daemon=True).start()
    prepare(*arguments)


def idle():
    """As a decoder's thread between two pictures: a stack, and an allocator's arena of address space."""
    kept = bytearray(100_000)
    threading.Event().wait()
    del kept


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """One file of each kind, a few of them large."""
    folder = tmp_path_factory.mktemp("mixed")
    contents = {
        "large.heic": heic(scene(*LARGE)),
        "large.jpg": saved(scene(*LARGE), "JPEG", quality=85),
        "screen.png": png(Screen("Profile Photo Update Failed", "Please try again.")),
        "small.heic": heic(scene(640, 480)),
        "a.avif": saved(scene(800, 600), "AVIF", speed=10),
        "a.jxl": saved(scene(800, 600), "JXL", effort=1),
        "a.png": saved(scene(500, 500), "PNG"),
        "a.webp": saved(scene(500, 400), "WEBP"),
        "a.gif": saved(scene(300, 300), "GIF"),
        "cut.jpg": saved(scene(600, 600), "JPEG")[:9000],
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in contents]


def new_workers(workers):
    return PhotoWorkers(workers=workers, seconds=60, memory_mb=1500, megapixels=100)


async def looked_at(workers: PhotoWorkers, path: Path):
    return path.name, await workers.inspect(path, LIMITS, path.name, ALERTS)


async def test_the_three_hundredth_picture_is_judged_as_the_first(files, monkeypatch):
    workers = new_workers(workers=1)
    try:
        fresh = dict([await looked_at(workers, path) for path in files])
    finally:
        workers.close()
    assert fresh["screen.png"].kind is Kind.SCREENSHOT
    assert [finding.code for finding in fresh["large.heic"].findings] == ["heic", "not_square"]

    monkeypatch.setattr(worker_process, "prepare", prepare_on_many_cores)
    chance = random.Random(1)
    weights = [2 if path.name.startswith("large") else 10 for path in files]
    workers, wrong = new_workers(workers=2), []
    try:
        mixed = chance.choices(files, weights, k=PICTURES)
        for start in range(0, PICTURES, 4):
            reports = await asyncio.gather(*(looked_at(workers, path) for path in mixed[start : start + 4]))
            wrong += [(name, report) for name, report in reports if report != fresh[name]]
    finally:
        workers.close()
    assert wrong == []
