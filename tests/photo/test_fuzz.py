"""Mutated and made-up files: no crash, no hang, and always the JSON contract.

FUZZ_SECONDS says how long (default 5); FUZZ_SEED repeats a run.
"""

import asyncio
import json
import os
import random
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.photo.samples import DISPLAY_P3, LIMITS, exif, heic, look, moving, png_of
from tests.photo.screens import Screen, draw
from tests.pictures import saved, scene
from unstuck.errors import PhotoError
from unstuck.photo.worker_pool import PhotoWorkers
from unstuck.wording.responses import Words

SECONDS = float(os.environ.get("FUZZ_SECONDS", "5"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
AT_ONCE = 8

KEYS = ["kind", "format", "bytes", "width", "height", "findings", "error_message"]
KINDS = {"photo", "screenshot", "unreadable", "not_an_image"}
STARTS = [
    b"",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"GIF89a",
    b"RIFF\x10\0\0\0WEBPVP8 ",
    b"BM",
    b"II*\0",
    b"MM\0*",
]
STARTS += [
    b"\0\0\0\x18ftypheic",
    b"\0\0\0\x18ftypavif",
    b"8BPS\0\1",
    b"\0\0\0\x0cjP  \r\n\x87\n",
    b"\xff\x0a",
    b"%PDF-",
]

pytestmark = [pytest.mark.filterwarnings("ignore::UserWarning:PIL"), pytest.mark.long]


def check_contract(report, data):
    result = report.to_json(Words.load())
    assert json.loads(json.dumps(result)) == result
    assert list(result) == KEYS
    assert result["kind"] in KINDS
    assert result["bytes"] == len(data)
    assert all(finding["message"] for finding in result["findings"])
    assert result["kind"] in ("photo", "screenshot") or result["findings"]


@settings(max_examples=300, deadline=None)
@example(b"", b"8BPS\x00")  # a drawing of Photoshop that is cut off in its first bytes
@given(st.sampled_from(STARTS), st.binary(max_size=600))
def test_made_up_bytes_are_judged(start, rest):
    check_contract(look(start + rest), start + rest)


def seeds():
    """Small files of every kind."""
    image = scene(96, 80)
    block = exif(orientation=6, camera=True, place=True)
    files = [saved(image, format) for format in ("PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF", "JPEG2000", "JXL")]
    files += [saved(image, "JPEG", quality=85, exif=block, icc_profile=DISPLAY_P3)]
    files += [saved(image, "JPEG", progressive=True), saved(image.convert("CMYK"), "JPEG")]
    files += [saved(image.convert("P"), "PNG", exif=block), saved(image.convert("I;16"), "PNG")]
    files += [saved(image, "TIFF", compression=way) for way in ("tiff_lzw", "tiff_deflate", "jpeg")]
    files += [heic(image, exif=block.tobytes()), saved(image, "MPO", save_all=True, append_images=[image])]
    files += [moving(format) for format in ("GIF", "WEBP", "PNG", "AVIF")]
    files += [png_of(3000, 3), saved(draw(Screen("Photo Not Saved")).resize((160, 348), Image.Resampling.BOX), "PNG")]
    return files


def mutated(data, others, chance):
    """One to three changes: flip, cut, duplicate, splice, overwrite with extremes."""
    result = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at, length = chance.randrange(len(result) + 1), chance.randint(1, 64)
        way = chance.choice(("flip", "flip", "cut", "end", "duplicate", "splice", "extreme"))
        if way == "flip" and at < len(result):
            result[at] ^= 1 << chance.randrange(8)
        elif way == "cut":
            del result[at : at + length]
        elif way == "end":
            del result[at:]
        elif way == "duplicate":
            result[at:at] = result[at : at + length] * chance.randint(1, 50)
        elif way == "splice":
            other = chance.choice(others)
            begin = chance.randrange(len(other))
            result[at : at + length] = other[begin : begin + chance.randint(1, 400)]
        else:
            size = chance.choice((1, 2, 4))
            result[at : at + size] = chance.choice((b"\0", b"\xff", b"\x7f", b"\x80")) * size
    return bytes(result)


async def _judge(workers, path, data):
    path.write_bytes(data)
    report = await workers.inspect(path, LIMITS)
    check_contract(report, data)
    if report.repairable:
        try:
            repaired = await workers.repair(path, LIMITS)
        except PhotoError:
            return
        assert {finding.code for finding in repaired.report.findings} <= {"too_small", "blank"}


async def test_mutated_files_are_judged(tmp_path):
    chance, files = random.Random(SEED), seeds()
    workers = PhotoWorkers(workers=2, seconds=30, memory_mb=1500, megapixels=100)
    end, count = time.monotonic() + SECONDS, 0
    try:
        while time.monotonic() < end:
            batch = [mutated(chance.choice(files), files, chance) for _ in range(AT_ONCE)]
            await asyncio.gather(*(_judge(workers, tmp_path / f"{slot}.jpg", data) for slot, data in enumerate(batch)))
            count += len(batch)
    finally:
        workers.close()
    print(f"{count} mutated files, seed {SEED}")
    assert count
