"""`make bench-photo`: what the photo workers cost beside the bare work.

The bare work is done in the same run with Pillow: decode the file, scale it to 1024 pixels, encode it as JPEG. A worker
inspects and then repairs the same file, in its own process, everything included. Ratios below 1 mean that the worker,
which also judges, crops, previews and looks again, is faster than the bare work.

    .venv/bin/python -m scripts.bench_photo [--rounds N] [--seed N]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image, ImageDraw, ImageFont, ImageOps

from unstuck.articles.loader import load_articles
from unstuck.photo.app_limits import Limits
from unstuck.photo.worker_pool import PhotoWorkers
from unstuck.settings import ROOT

pillow_heif.register_heif_opener()

SIZES = {"12 MP": (4032, 3024), "48 MP": (8064, 6048)}
# What is measured for each size, and the ratio that it may have at 12 megapixels and at 48.
FILES = {
    "JPEG": ("JPEG", {"quality": 90}, (1.0, 0.5)),
    "JPEG, progressive": ("JPEG", {"quality": 90, "progressive": True}, (1.1, 1.1)),
}
# Milliseconds that a screenshot may take, and a message that is looked for in it.
SCREENSHOT = 500
ALERTS = ("Profile Photo Update Failed",)
FILES["HEIC"] = ("HEIF", {"quality": 60, "enc_params": {"preset": "ultrafast"}}, (1.1, 1.1))


def main() -> None:
    """Make the files, measure them, and print one line for each."""
    options = _options()
    limits = next(Limits.of(article.image) for article in load_articles(ROOT / "data" / "articles") if article.image)
    workers = PhotoWorkers(workers=1, seconds=120, memory_mb=2000, megapixels=100)
    with tempfile.TemporaryDirectory() as folder:
        try:
            rows = [
                _measured(path, aim, workers, limits, options.rounds)
                for path, aim in _files(Path(folder), options.seed)
            ]
            _say("screenshots")
            screens = {
                name: _screenshot(draw(), Path(folder) / f"{name}.png", workers, limits, options.rounds)
                for name, draw in (("an alert", _alert), ("a page of text", _page))
            }
        finally:
            workers.close()
    _say("")
    print(f"{'file':<26}{'MB':>6}{'bare ms':>9}{'inspect ms':>12}{'repair ms':>11}{'ratio':>7}{'aim':>6}")
    for row in rows:
        print(row)
    for name, seconds in screens.items():
        print(f"screenshot of {name}, reading included: {seconds * 1000:.0f} ms, aim {SCREENSHOT}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare the photo workers with the bare work.")
    parser.add_argument(
        "--rounds",
        type=int,
        default=7,
        help="repetitions; the best one counts (default: %(default)s)",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the pictures' noise (default: %(default)s)")
    return parser.parse_args()


def _files(folder: Path, seed: int) -> list[tuple[Path, float]]:
    made = []
    for number, (size, (width, height)) in enumerate(SIZES.items()):
        _say(f"making pictures of {size}")
        image = _picture(width, height, seed)
        for name, (format, how, aims) in FILES.items():
            path = folder / f"{size} {name}"
            image.save(path, format, **how)
            made.append((path, aims[number]))
    return made


def _picture(width: int, height: int, seed: int) -> Image.Image:
    """Clouds of several sizes and a little noise: as hard to encode as a photograph."""
    chance = np.random.default_rng(seed)
    image = np.zeros((height, width, 3), np.float32)
    for cells in (4, 16, 64, 256):
        small = Image.fromarray(chance.integers(0, 255, (cells, cells, 3), np.uint8))
        image += np.asarray(small.resize((width, height), Image.Resampling.BICUBIC), np.float32) / 4
    image += chance.normal(0, 4, (height, width, 1)).astype(np.float32)
    return Image.fromarray(image.clip(0, 255).astype(np.uint8))


def _measured(path: Path, aim: float, workers: PhotoWorkers, limits: Limits, rounds: int) -> str:
    bare, inspect, repair = [], [], []
    for number in range(rounds):
        _say(f"{path.name}: round {number + 1} of {rounds}")
        path.touch()  # else they would remember the picture
        bare.append(_timed(lambda: _bare_work(path, limits.side)))
        inspect.append(_timed(lambda: workers.inspect_now(path, limits)))
        repair.append(_timed(lambda: workers.repair_now(path, limits)))
    ratio = (min(inspect) + min(repair)) / min(bare)
    times = [f"{min(times) * 1000:.0f}" for times in (bare, inspect, repair)]
    verdict = f"{aim:>6.1f}{'' if ratio <= aim else '  missed'}"
    megabytes = path.stat().st_size / 1e6
    return f"{path.name:<26}{megabytes:>6.1f}{times[0]:>9}{times[1]:>12}{times[2]:>11}{ratio:>7.2f}{verdict}"


def _bare_work(path: Path, side: int) -> None:
    image = Image.open(path)
    image.load()
    ImageOps.cover(image, (side, side), Image.Resampling.LANCZOS).save(BytesIO(), "JPEG", quality=95)


def _alert() -> Image.Image:
    image = Image.new("RGB", (1179, 2556), (200, 200, 204))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((180, 1080, 1000, 1480), 42, fill=(245, 245, 247))
    for text, row in (("Something Could Not Be Done", 1180), ("Please try again.", 1260), ("OK", 1410)):
        pen.text((590, row), text, font=ImageFont.load_default(48), fill="black", anchor="mm")
    return image


def _page() -> Image.Image:
    image = Image.new("RGB", (1179, 2556), "white")
    pen = ImageDraw.Draw(image)
    for row in range(34):
        text = f"One of many lines of a long conversation, the {row + 1}th"
        pen.text((60, 90 + 70 * row), text, font=ImageFont.load_default(46), fill="black")
    return image


def _screenshot(image: Image.Image, path: Path, workers: PhotoWorkers, limits: Limits, rounds: int) -> float:
    image.save(path)
    workers.inspect_now(path, limits, alerts=ALERTS)  # the first one loads the reader
    return min(_timed(lambda: workers.inspect_now(path, limits, alerts=ALERTS)) for _ in range(rounds))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _say(step: str) -> None:
    """Show where it is, where somebody looks."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{step}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
