"""The worker pool: files that hang, kill or fill their worker, and workers that are killed."""

import asyncio
import multiprocessing
import os
import signal
import struct
import subprocess
import sys
import time

import pytest

from tests.photo.samples import LIMITS, heic, moving, opened, png_of
from tests.pictures import saved, scene
from unstuck.errors import PhotoError
from unstuck.photo import worker_process
from unstuck.photo.model import Crop, Kind
from unstuck.photo.worker_pool import PhotoWorkers
from unstuck.photo.worker_process import inspect
from unstuck.settings import read


@pytest.fixture(scope="module")
def workers():
    workers = PhotoWorkers(workers=2, seconds=60, memory_mb=1500, megapixels=100)
    yield workers
    workers.close()


@pytest.fixture
def file(tmp_path):
    def write(data, name="photo.jpg"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def inspect_or_hang(path, *arguments):
    """In a worker: hang on files called slow."""
    if path.name.startswith("slow"):
        time.sleep(3600)
    return inspect(path, *arguments)


def repair_and_die(*_):
    os._exit(1)


@pytest.fixture
def slow(file, monkeypatch):
    """A file that never ends."""
    monkeypatch.setattr(worker_process, "inspect", inspect_or_hang)
    return file(saved(scene(300, 300), "JPEG"), "slow.jpg")


def lying_bitmap(side):
    head = struct.pack("<IiiHHIIiiII", 40, side, side, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + side * side * 3, 0, 0, 54) + head + bytes(1000)


async def test_a_picture_is_inspected_and_repaired(workers, file):
    path = file(heic(scene(900, 600)), "IMG_7.HEIC")
    report = await workers.inspect(path, LIMITS)
    assert [finding.code for finding in report.findings] == ["heic", "not_square"]
    result = await workers.repair(path, LIMITS)
    assert result.report.findings == ()
    assert opened(result.data).size == (600, 600)
    assert result.filename == "IMG_7.jpg"


async def test_a_repair_needs_no_inspection_before_it(workers, file):
    path = file(saved(scene(900, 600), "PNG"))
    result = await workers.repair(path, LIMITS, crop="centre", filename="Ünïcode name.webp")
    assert (result.crop, result.filename) == (Crop.CENTRE, "Ünïcode name.jpg")


async def test_a_file_that_was_replaced_is_decoded_anew(workers, file):
    path = file(saved(scene(900, 600), "PNG"))
    await workers.inspect(path, LIMITS)
    file(saved(scene(500, 400), "PNG"))
    assert (await workers.repair(path, LIMITS)).width == 400


async def test_a_deleted_file_is_gone_for_the_workers_too(workers, file):
    path = file(saved(scene(900, 600), "PNG"))
    await workers.inspect(path, LIMITS)
    path.unlink()
    for call in (workers.inspect, workers.repair):
        with pytest.raises(PhotoError) as caught:
            await call(path, LIMITS)
        assert caught.value.code == "photo_missing"


async def test_a_deleted_picture_is_let_go_at_once(file):
    workers = PhotoWorkers(workers=1, seconds=60, memory_mb=1500, megapixels=100)
    try:
        path = file(saved(scene(300, 200), "PNG"))
        await workers.inspect(path, LIMITS)
        workers.forget()
        assert len(workers._copies) == 1
        path.unlink()
        workers.forget()
        assert len(workers._copies) == 0
    finally:
        workers.close()


async def test_a_folder_is_no_picture(workers, tmp_path):
    with pytest.raises(PhotoError):
        await workers.inspect(tmp_path, LIMITS)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"words", "photo_not_an_image"),
        (b"", "photo_unreadable"),
        (png_of(11_000, 11_000), "photo_too_many_pixels"),
    ],
)
async def test_what_cannot_be_repaired_says_why(workers, file, data, code):
    with pytest.raises(PhotoError) as caught:
        await workers.repair(file(data), LIMITS)
    assert caught.value.code == code


async def test_an_unknown_crop_is_refused(workers, file):
    with pytest.raises(PhotoError) as caught:
        await workers.repair(file(moving("GIF")), LIMITS, crop="left")
    assert caught.value.code == "photo_crop_unknown"


async def test_many_pictures_at_once_are_all_answered(workers, file):
    paths = [file(saved(scene(300 + number, 300), "PNG"), f"{number}.png") for number in range(12)]
    reports = await asyncio.gather(*(workers.inspect(path, LIMITS) for path in paths))
    assert [report.width for report in reports] == [300 + number for number in range(12)]


async def test_the_event_loop_goes_on_meanwhile(workers, file):
    ticks = 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.005)
            ticks += 1

    ticking = asyncio.create_task(tick())
    await workers.inspect(file(heic(scene(1600, 1200))), LIMITS)
    ticking.cancel()
    assert ticks > 3


async def test_a_file_that_hangs_is_unreadable_and_the_next_one_is_judged(file, slow):
    workers = PhotoWorkers(workers=1, seconds=3, memory_mb=1500, megapixels=100)
    try:
        good = file(saved(scene(300, 300), "JPEG"), "good.jpg")
        report, other = await asyncio.gather(workers.inspect(slow, LIMITS), workers.inspect(good, LIMITS))
        assert report.kind is Kind.UNREADABLE
        assert report.findings[0].response == "utter_finding_corrupt_late"
        assert other.findings == ()
    finally:
        workers.close()


async def test_a_file_that_fills_the_memory_has_too_many_pixels_and_the_next_one_is_judged(file):
    workers = PhotoWorkers(workers=1, seconds=60, memory_mb=600, megapixels=1000)
    try:
        report = await workers.inspect(file(lying_bitmap(15_000)), LIMITS)
        assert "too_many_pixels" in {finding.code for finding in report.findings}
        assert not report.repairable
        assert (await workers.inspect(file(saved(scene(300, 300), "JPEG")), LIMITS)).findings == ()
    finally:
        workers.close()


async def test_a_picture_that_waits_too_long_is_told_so(file, slow, monkeypatch):
    workers = PhotoWorkers(workers=1, seconds=60, memory_mb=1500, megapixels=100)
    try:
        await workers.inspect(file(saved(scene(300, 300), "JPEG"), "good.jpg"), LIMITS)
        first = asyncio.create_task(workers.inspect(slow, LIMITS))
        await asyncio.sleep(0.2)
        monkeypatch.setattr("unstuck.photo.worker_pool._PATIENCE", -59.5)
        with pytest.raises(PhotoError) as caught:
            await workers.inspect(slow, LIMITS)
        assert caught.value.code == "photo_busy"
        first.cancel()
    finally:
        workers.close()


async def test_a_file_that_is_too_long_to_be_read_is_judged_by_its_start(workers, file):
    path = file(heic(scene(64, 64)))
    with path.open("r+b") as long:
        long.truncate(150_000_000)
    report = await workers.inspect(path, LIMITS)
    assert (report.kind, report.format, report.bytes) == (Kind.UNREADABLE, "HEIC", 150_000_000)
    assert [finding.code for finding in report.findings] == ["heic", "too_large"]


def kill_workers():
    for child in multiprocessing.active_children():
        os.kill(child.pid, signal.SIGKILL)


async def test_a_repair_that_kills_its_worker_is_an_error_of_one_sentence(workers, file, monkeypatch):
    monkeypatch.setattr(worker_process, "repair", repair_and_die)
    with pytest.raises(PhotoError) as caught:
        await workers.repair(file(saved(scene(300, 300), "JPEG")), LIMITS)
    assert caught.value.code == "photo_unreadable"


async def test_a_killed_worker_costs_its_own_file_only(file, slow):
    workers = PhotoWorkers(workers=1, seconds=5, memory_mb=1500, megapixels=100)
    try:
        good = file(saved(scene(300, 300), "JPEG"), "good.jpg")
        await workers.inspect(good, LIMITS)
        busy = asyncio.create_task(workers.inspect(slow, LIMITS))
        await asyncio.sleep(0.5)
        kill_workers()
        assert (await busy).kind is Kind.UNREADABLE
        assert (await workers.inspect(good, LIMITS)).findings == ()
    finally:
        workers.close()


async def test_workers_killed_while_idle_are_replaced(file):
    workers = PhotoWorkers(workers=2, seconds=60, memory_mb=1500, megapixels=100)
    try:
        good = file(saved(scene(300, 300), "JPEG"))
        await workers.inspect(good, LIMITS)
        kill_workers()
        await asyncio.sleep(0.5)
        assert (await workers.inspect(good, LIMITS)).findings == ()
    finally:
        workers.close()


async def test_a_closed_desk_says_so(file):
    workers = PhotoWorkers(workers=1, seconds=60, memory_mb=1500, megapixels=100)
    workers.close()
    with pytest.raises(PhotoError) as caught:
        await workers.inspect(file(saved(scene(300, 300), "JPEG")), LIMITS)
    assert caught.value.code == "photo_desk_closed"


def test_a_call_without_an_event_loop_works(file):
    workers = PhotoWorkers.from_settings(read({"UNSTUCK_PHOTO_WORKERS": "1", "UNSTUCK_PHOTO_SECONDS": "60"}))
    try:
        path = file(saved(scene(300, 300), "GIF"))
        assert workers.inspect_now(path, LIMITS).format == "GIF"
        assert workers.repair_now(path, LIMITS, "detail").report.findings == ()
    finally:
        workers.close()


def test_no_worker_is_left_behind():
    workers = PhotoWorkers(workers=2, seconds=60, memory_mb=1500, megapixels=100)
    before = multiprocessing.active_children()
    workers.close()
    deadline = time.monotonic() + 10
    while set(before) & set(multiprocessing.active_children()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not {child for child in before if child.is_alive()} - set(multiprocessing.active_children())


def test_the_bot_itself_loads_no_codec():
    """Neither their memory nor their mistakes belong into the process that talks to people."""
    assert loaded("unstuck.photo.worker_pool") & {"PIL", "cv2", "numpy"} == set()


@pytest.mark.parametrize("module", ["unstuck.photo.worker_pool", "unstuck.photo.worker_tasks"])
def test_a_picture_is_judged_without_the_schema_of_articles(module):
    """Loading it takes a worker as long as its codecs do."""
    assert loaded(module) & {"pydantic", "cv2", "rapidfuzz", "onnxruntime", "rawpy"} == set()


def loaded(module):
    """The packages that a fresh Python has loaded after this module."""
    program = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    return set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )
