"""`unstuck photo`: judge a picture, or make one that the app takes."""

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from unstuck.errors import PhotoError, StoreError
from unstuck.photo.model import Crop

if TYPE_CHECKING:
    from unstuck.articles.model import ImageLimits
    from unstuck.photo.desk import PhotoDesk


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `photo inspect` and `photo repair`."""
    photo = commands.add_parser("photo", help="judge a picture, or make one that the app takes")
    actions = photo.add_subparsers(dest="action", required=True, metavar="ACTION")
    inspect = actions.add_parser("inspect", help="say what is wrong with a picture")
    inspect.set_defaults(run=_inspect)
    repair = actions.add_parser("repair", help="make a picture that the app takes")
    repair.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="where the new picture goes")
    repair.add_argument(
        "--crop",
        choices=[crop.value for crop in Crop],
        default=Crop.AUTO.value,
        help="the part to keep (default: %(default)s)",
    )
    repair.set_defaults(run=_repair)
    for command in (inspect, repair):
        command.add_argument("file", type=Path, metavar="FILE")
        command.add_argument("--json", action="store_true", help="print JSON for other programs")


def _inspect(options: argparse.Namespace) -> None:
    from unstuck.photo.describe import describe
    from unstuck.wording.responses import Words

    limits, desk = _open_desk()
    try:
        report = desk.inspect_now(options.file, limits)
    finally:
        desk.close()
    words = Words.load()
    print(_json(report.to_json(words)) if options.json else describe(report, words))


def _repair(options: argparse.Namespace) -> None:
    from unstuck.wording.responses import Words

    limits, desk = _open_desk()
    try:
        repaired = desk.repair_now(options.file, limits, options.crop)
    finally:
        desk.close()
    try:
        options.output.write_bytes(repaired.data)
    except OSError as error:
        raise StoreError(
            "photo_not_written",
            f"{options.output.name} cannot be written ({error.strerror}): please choose another place.",
        ) from None
    words, place = Words.load(), os.fsencode(options.output).decode(errors="replace")
    if options.json:
        result = {"file": place, "crop": repaired.crop.value, "warnings": list(repaired.warnings)}
        print(_json({**result, **repaired.report.to_json(words)}))
        return
    for warning in repaired.warnings:
        print(words.say(f"utter_photo_{warning}"))
    print(words.say(f"utter_photo_crop_{repaired.crop.value}"))
    print(words.say("utter_photo_written", file=place, width=repaired.width, kilobytes=len(repaired.data) // 1000))


def _open_desk() -> "tuple[ImageLimits, PhotoDesk]":
    """The first article's limits, and a desk of one worker."""
    from dataclasses import replace

    from unstuck.articles.loader import load_articles
    from unstuck.photo.desk import PhotoDesk
    from unstuck.settings import read

    settings = replace(read(), photo_workers=1)
    limits = next((article.image for article in load_articles(settings.articles) if article.image), None)
    if limits is None:
        raise PhotoError("photo_without_limits", "No article tells what a picture must be like: add `image:` to one.")
    return limits, PhotoDesk.from_settings(settings)


def _json(value: object) -> str:
    return json.dumps(value)
