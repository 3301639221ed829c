"""`unstuck arrivals`: what came in through a messenger and could not be read."""

import argparse
import json
from dataclasses import asdict

from unstuck import settings


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `arrivals list`, `arrivals retry` and `arrivals drop`."""
    command = commands.add_parser("arrivals", help="what came in and could not be read")
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="what was set aside, oldest first")
    listing.add_argument("--json", action="store_true", help="print JSON for other programs")
    listing.set_defaults(run=_list)
    for name, run, does in (
        ("retry", _retry, "have it read again, after what kept it from that was mended"),
        ("drop", _drop, "forget it"),
    ):
        action = actions.add_parser(name, help=does)
        action.add_argument("number", metavar="NUMBER", type=int, help="as `unstuck arrivals list` has it")
        action.set_defaults(run=run)


def _list(options: argparse.Namespace) -> None:
    """Raises StoreError."""
    from rich.console import Console
    from rich.table import Table

    from unstuck.storage.inbox import ArrivalsSetAside

    found = ArrivalsSetAside.from_settings(settings.read()).all()
    if options.json:
        print(json.dumps([asdict(one) | {"at": one.at.isoformat()} for one in found]))
    elif not found:
        print("Nothing was set aside: everything that came in has been read, or waits to be.")
    else:
        table = Table("number", "arrived (UTC)", "conversation", "tries", "what failed")
        for one in found:
            table.add_row(
                str(one.number), f"{one.at:%Y-%m-%d %H:%M}", one.conversation_id, str(one.attempts), one.reason
            )
        Console(markup=False).print(table)


def _retry(options: argparse.Namespace) -> None:
    """Raises ArrivalError, StoreError."""
    from unstuck.storage.inbox import ArrivalsSetAside

    ArrivalsSetAside.from_settings(settings.read()).retry(options.number)
    print(f"{options.number} will be read again in a moment.")


def _drop(options: argparse.Namespace) -> None:
    """Raises ArrivalError, StoreError."""
    from unstuck.storage.inbox import ArrivalsSetAside

    ArrivalsSetAside.from_settings(settings.read()).drop(options.number)
    print(f"{options.number} is forgotten.")
