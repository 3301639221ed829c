"""`unstuck photo`: judge a picture, or make one that the app takes."""

import argparse
import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from unstuck.errors import StoreError
from unstuck.photo.model import Crop, Kind

if TYPE_CHECKING:
    from unstuck.photo.app_limits import Limits
    from unstuck.photo.worker_pool import PhotoWorkers


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
    repair.add_argument("--force", action="store_true", help="make a new picture of one that is fine, too")
    repair.set_defaults(run=_repair)
    for command in (inspect, repair):
        command.add_argument("file", type=Path, metavar="FILE")
        command.add_argument("--json", action="store_true", help="print JSON for other programs")


def _inspect(options: argparse.Namespace) -> None:
    from unstuck.photo.describe import describe
    from unstuck.wording.responses import Words

    with _open_workers() as (workers, limits, alerts):
        report = workers.inspect_now(options.file, limits, options.file.name, alerts)
        words = Words.load()
        print(_json(report.to_json(words)) if options.json else describe(report, words), flush=True)


def _repair(options: argparse.Namespace) -> None:
    from unstuck.wording.responses import Words

    with _open_workers() as (workers, limits, _):
        report = workers.inspect_now(options.file, limits, options.file.name)
        fine = report.kind is Kind.PHOTO and not report.findings and not options.force
        repaired = None if fine else workers.repair_now(options.file, limits, options.crop)
    _write(options.output, repaired.data if repaired else options.file.read_bytes())
    words, place = Words.load(), os.fsencode(options.output).decode(errors="replace")
    if options.json:
        crop, warnings = (repaired.crop, repaired.warnings) if repaired else (Crop.WHOLE, ())
        result = {"file": place, "crop": crop.value, "warnings": list(warnings)}
        print(_json({**result, **(repaired.report if repaired else report).to_json(words)}))
    elif repaired is None:
        print(words.say("utter_photo_left", file=place))
    else:
        for warning in repaired.warnings:
            print(words.say(f"utter_photo_{warning}"))
        print(words.say(f"utter_photo_crop_{repaired.crop.value}"))
        print(words.say("utter_photo_written", file=place, width=repaired.width, kilobytes=len(repaired.data) // 1000))


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise StoreError(
            "photo_not_written", f"{path.name} cannot be written ({error.strerror}): please choose another place."
        ) from None


@contextmanager
def _open_workers() -> "Generator[tuple[PhotoWorkers, Limits, tuple[str, ...]]]":
    """A pool of one worker, the first article's limits, and the error messages that are known."""
    from unstuck.photo.worker_pool import PhotoWorkers
    from unstuck.settings import read

    settings = replace(read(), photo_workers=1)
    workers = PhotoWorkers.from_settings(settings)  # its worker starts while the articles are read
    try:
        from unstuck.articles.knowledge import Knowledge
        from unstuck.photo.app_limits import Limits

        knowledge = Knowledge.load(settings.articles)
        _, stated = knowledge.image_limits(None)
        yield workers, Limits.of(stated), tuple(knowledge.alerts)
    finally:
        workers.close()


def _json(value: object) -> str:
    return json.dumps(value)
