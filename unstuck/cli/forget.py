"""`unstuck forget`: erase everything of one person."""

import argparse
import json

from unstuck import settings


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `forget`."""
    command = commands.add_parser("forget", help="erase everything of one person, and print what")
    command.add_argument(
        "conversation_id",
        metavar="CONVERSATION_ID",
        help="the conversation's id, as `unstuck tickets list --json` has it",
    )
    command.add_argument("--json", action="store_true", help="print JSON for other programs")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Erase, and print how much of each kind that was. Raises StoreError."""
    from unstuck.storage.erasure import Erasure

    counts = Erasure(settings.read()).forget(options.conversation_id)
    if options.json:
        print(json.dumps(counts))
    elif not counts:
        print("Nothing is kept of this person.")
    else:
        print("Erased:", ", ".join(f"{count} {kind}" for kind, count in counts.items()))
