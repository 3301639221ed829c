"""What two decoders make of picture files that are named on standard input, one a line; a line of JSON for each file.

Run by `scripts.bench_photo_suites` in an environment of its own, which has pyvips: libvips and ImageMagick, both from
the system. Every picture is turned upright, converted to sRGB, laid on white, and averaged over SIDE x SIDE cells.
"""

import json
import subprocess
import sys
from pathlib import Path

from PIL import Image

SIDE = 16
SECONDS = 60
HEAD = 4096  # bytes, in which the boxes of an AVIF stand
DEEP = ("rgb16", "grey16")


def by_vips(path: str) -> dict | None:
    """Size and cells; None when libvips cannot read all of the file.

    AVIF is left to ffmpeg, as libvips and ImageMagick read it by the same library.
    """
    import pyvips  # only in the environment of its own

    if path.endswith((".avif", ".avifs")):
        return by_ffmpeg(path)
    try:
        image = pyvips.Image.new_from_file(path, access="sequential", fail_on="truncated")
        if image.get_typeof("vips-loader") and "magick" in image.get("vips-loader"):
            return None  # the other decoder, under another name
        image = image.autorot()
        if image.get_typeof("icc-profile-data"):
            image = image.icc_transform("srgb", embedded=True, intent="relative")
        if image.hasalpha():
            image = image.flatten(background=[(image.interpretation in DEEP and 65535) or 255])
        pixels = image.colourspace("srgb").cast("uchar")[0:3].numpy()
    except pyvips.Error:
        return None
    small = Image.fromarray(pixels).resize((SIDE, SIDE), Image.Resampling.BOX)
    return _result(image.width, image.height, small.tobytes())


def by_ffmpeg(path: str) -> dict | None:
    """As `by_vips`, of the first frame as it is stored; in a process of its own, as two sets of libraries clash."""
    try:
        done = subprocess.run([sys.executable, __file__, "--frame", path], capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None
    return json.loads(done.stdout) if done.returncode == 0 else None


def frame(path: str) -> dict:
    """The first frame by ffmpeg. Raises whatever it raises."""
    import av

    head = Path(path).read_bytes()[:HEAD]
    if any(name in head for name in (b"irot", b"imir", b"prof", b"clap")):
        raise ValueError("ffmpeg neither turns, cuts nor converts")
    with av.open(path) as file:
        first = next(file.decode(video=0))
    if first.format.name.startswith("gray"):
        raise ValueError("ffmpeg takes every grey for one of full range")
    image = first.to_image()
    small = image.resize((SIDE, SIDE), Image.Resampling.BOX)
    return _result(image.width, image.height, small.tobytes())


def by_magick(path: str, profile: str) -> dict | None:
    """As `by_vips`, by ImageMagick."""
    small = ["-background", "white", "-alpha", "remove", "-profile", profile, "-colorspace", "sRGB", "-depth", "8"]
    command = ["convert", "-regard-warnings", f"{path}[0]", "-auto-orient", "-print", "%w %h\n", *small]
    command += ["-filter", "Box", "-resize", f"{SIDE}x{SIDE}!", "rgb:-"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None
    head, _, cells = done.stdout.partition(b"\n")
    if done.returncode or len(cells) != SIDE * SIDE * 3:
        return None
    width, height = map(int, head.split())
    return _result(width, height, cells)


def _result(width: int, height: int, cells: bytes) -> dict:
    return {"size": [width, height], "cells": list(cells)}


def main() -> None:
    """Read paths, write results."""
    if sys.argv[1] == "--frame":
        print(json.dumps(frame(sys.argv[2])))
        return
    profile = sys.argv[1]
    for line in sys.stdin:
        path = line.rstrip("\n")
        result = {"name": Path(path).name, "vips": by_vips(path), "magick": by_magick(path, profile)}
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
