"""`make bench-photo-suites FOLDER=...`: the workers' verdicts on a folder of pictures, against two other decoders.

The folder may hold anything, as public test suites of image libraries do. A file is sound where libvips (for AVIF
ffmpeg) and ImageMagick both read all of it and agree on its size, damaged where neither reads it; where they disagree
nobody is right or wrong. The same holds for each picture's way up and its colours, as the means of 16 x 16 cells.

    .venv/bin/python -m scripts.bench_photo_suites FOLDER [--list]

libvips and ImageMagick (Debian: libvips-tools, imagemagick) and an environment with pyvips and ffmpeg are set up when
they are absent.
What the two decoders find is kept beside the folder, in FOLDER.reference.jsonl.
"""

import argparse
import json
import multiprocessing
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from pebble import ProcessExpired, ProcessFuture, ProcessPool
from PIL import Image, ImageCms

from scripts import reference_decoders
from unstuck.articles.loader import load_articles
from unstuck.photo.app_limits import Limits
from unstuck.settings import ROOT

# What phones and the web send; other kinds are judged too, in lines of their own.
ORDINARY = ("JPEG", "PNG", "HEIC", "WEBP", "GIF", "AVIF")
SIDE = reference_decoders.SIDE
# Of 255, the mean difference of all cells that counts as the same colour.
SAME = 3.0
# A picture is the same way up when no other way fits better by this much.
CLEARLY = 1.0
# Pictures that are longer than so many times their shorter side are judged by their middle alone.
LONGEST = 16
SECONDS = 60
MEGAPIXELS = 100
PACKAGES = ("pyvips==3.2.0", "av==19.0.2", "numpy", "pillow")
ENVIRONMENT = ROOT / ".venv" / "reference"
DAMAGED = {"corrupt", "truncated"}


@dataclass
class Tally:
    """Counts of one kind of file: (right, all) for each question, and the names of what went wrong."""

    files: int = 0
    right: Counter = field(default_factory=Counter)
    asked: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, question: str, right: bool, name: str) -> None:
        """Add one answer."""
        self.asked[question] += 1
        self.right[question] += right
        if not right:
            self.wrong.append(f"{question:<12} {name}")

    def add(self, other: "Tally") -> None:
        """Add another kind's counts."""
        self.files += other.files
        self.right += other.right
        self.asked += other.asked


def main() -> None:
    """Judge the folder and print a table."""
    parser = argparse.ArgumentParser(description="Judge a folder of pictures against two other decoders.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--list", action="store_true", help="name what went wrong")
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.iterdir() if path.is_file())
    references = _references(options.folder, paths)
    kinds: dict[str, Tally] = {}
    for path, ours in _judged(paths):
        _compare(kinds.setdefault(ours["format"] or "nothing known", Tally()), path.name, ours, references[path.name])
    _print(kinds, options.list)


def _references(folder: Path, paths: list[Path]) -> dict[str, dict]:
    """What the two decoders say of each file; only of new ones they are asked."""
    kept = folder.with_name(f"{folder.name}.reference.jsonl")
    known = {one["name"]: one for one in map(json.loads, kept.read_text().splitlines())} if kept.exists() else {}
    missing = [path for path in paths if path.name not in known]
    if not missing:
        return known
    python = _set_up()
    with kept.open("a") as file:
        profile = folder.with_name("srgb.icc")
        profile.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
        script = str(Path(reference_decoders.__file__))
        while missing:  # a file may end the decoders' process; it then counts as read by neither
            process = subprocess.run(
                [python, script, str(profile)],
                input="".join(f"{path.absolute()}\n" for path in missing),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            lines = process.stdout.splitlines()
            if len(lines) < len(missing):
                lines.append(json.dumps({"name": missing[len(lines)].name, "vips": None, "magick": None}))
            file.write("".join(f"{line}\n" for line in lines))
            known.update((one["name"], one) for one in map(json.loads, lines))
            missing = missing[len(lines) :]
    return known


def _set_up() -> str:
    """The Python of the environment with pyvips, which it makes; the decoders come from the system."""
    if not shutil.which("convert") or not shutil.which("vips"):
        subprocess.run(
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", "imagemagick", "libvips-tools"], check=True
        )
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(ENVIRONMENT)], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-binary", "pyvips", *PACKAGES], check=True)
    return str(python)


def _judged(paths: list[Path]) -> Iterator[tuple[Path, dict]]:
    limits = next(Limits.of(article.image) for article in load_articles(ROOT / "data" / "articles") if article.image)
    with ProcessPool(max_workers=2, context=multiprocessing.get_context("spawn")) as pool:
        futures = [(path, pool.schedule(judge_one, (path, limits), timeout=SECONDS)) for path in paths]
        for number, (path, future) in enumerate(futures):
            if sys.stderr.isatty():
                print(f"\r\x1b[K{number} of {len(paths)}", end="", file=sys.stderr, flush=True)
            try:
                yield path, _result(pool, path, limits, future)
            except Exception as error:
                yield path, {"format": f"({type(error).__name__})", "codes": ["crash"]}


def _result(pool: ProcessPool, path: Path, limits: Limits, future: ProcessFuture) -> dict:
    """As the pool does: a file that ends its worker is tried once more, with care."""
    try:
        return future.result()
    except (MemoryError, ProcessExpired):
        return pool.schedule(judge_one, (path, limits, True), timeout=SECONDS).result()


def judge_one(path: Path, limits: Limits, last: bool = False) -> dict:
    """In a worker: its own look at a file."""
    from unstuck.photo.worker_tasks import judged

    looked = judged(path, limits, MEGAPIXELS * 1_000_000, last)
    report, cells = looked.report, None
    if looked.copy:
        image = Image.frombytes("RGB", looked.copy.size, looked.copy.pixels)
        cells = list(image.resize((SIDE, SIDE), Image.Resampling.BOX).tobytes())
    return {
        "format": report.format,
        "size": [report.width, report.height],
        "codes": [finding.code for finding in report.findings],
        "cells": cells,
        "kind": report.kind.value,
        "read": report.repairable,
        "warnings": list(looked.copy.warnings) if looked.copy else [],
    }


def _compare(tally: Tally, name: str, ours: dict, reference: dict) -> None:
    tally.files += 1
    if "crash" in ours["codes"]:
        tally.count("verdict", False, f"{name} {ours['format']}")
        return
    vips, magick = reference["vips"], reference["magick"]
    damaged = bool(DAMAGED & set(ours["codes"]))
    if vips is None and magick is None:
        refused = damaged or ours["kind"] != "photo" or "too_many_pixels" in ours["codes"]
        tally.count("verdict", refused, f"{name} (neither reads it) {ours['codes']}")
        return
    if vips is None or magick is None or vips["size"] != magick["size"]:
        return
    read = ours["read"] or "too_many_pixels" in ours["codes"] or ours["codes"][:1] == ["unsupported_format"]
    tally.count("verdict", read and not damaged, f"{name} (both read it) {ours['codes']}")
    long = max(vips["size"]) > LONGEST * min(vips["size"])
    if damaged or long or ours["cells"] is None:
        return
    both = [np.array(one["cells"], dtype=np.float32).reshape(SIDE, SIDE, 3) for one in (vips, magick)]
    mine = np.array(ours["cells"], dtype=np.float32).reshape(SIDE, SIDE, 3)
    if np.abs(both[0] - both[1]).mean() > SAME:
        return
    shift = min(np.abs(mine - one).mean() for one in both)
    turned = min(np.abs(other - both[0]).mean() for other in _turned(mine))
    tally.count("way up", ours["size"] == vips["size"] and turned > shift - CLEARLY, name)
    if "on_dark" not in ours["warnings"] and "hdr" not in ours["warnings"]:
        tally.count("colour", shift <= SAME, f"{name} by {shift:.1f} of 255")


def _turned(cells: np.ndarray) -> Iterator[np.ndarray]:
    """The seven other ways up."""
    for quarters in range(4):
        yield from (np.rot90(one, quarters) for one in (cells, cells[:, ::-1])[0 if quarters else 1 :])


def _print(kinds: dict[str, Tally], names: bool) -> None:
    total, rest = Tally(), Tally()
    for kind in sorted(kinds, key=lambda kind: (kind not in ORDINARY, -kinds[kind].files)):
        (total if kind in ORDINARY else rest).add(kinds[kind])
    print(f"{'kind':<22}{'files':>7}{'verdict':>19}{'way up':>19}{'colour':>19}")
    rows = [*((kind, kinds[kind]) for kind in ORDINARY if kind in kinds), ("ordinary", total)]
    rows += [(kind, kinds[kind]) for kind in sorted(kinds) if kind not in ORDINARY] + [("other", rest)]
    for name, tally in rows:
        cells = "".join(f"{_share(tally, question):>19}" for question in ("verdict", "way up", "colour"))
        print(f"{name:<22}{tally.files:>7}{cells}")
    if names:
        for kind, tally in kinds.items():
            for line in tally.wrong:
                print(f"{kind:<12} {line}")


def _share(tally: Tally, question: str) -> str:
    asked, right = tally.asked[question], tally.right[question]
    return f"{right}/{asked} {100 * right / asked:.2f} %" if asked else "-"


if __name__ == "__main__":
    main()
