"""`unstuck export`: everything that is kept of one person, as JSON and files."""

import argparse
from pathlib import Path

from unstuck import settings


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `export`."""
    command = commands.add_parser("export", help="everything that is kept of one person, as JSON and files")
    command.add_argument(
        "conversation_id",
        metavar="CONVERSATION_ID",
        help="the conversation's id, as `unstuck tickets list --json` has it",
    )
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="where to write it")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write, and print where to. Raises StoreError."""
    from unstuck.storage.export import Export

    export = Export(settings.read())
    if not export.data(options.conversation_id):
        print("Nothing is kept of this person.")
        return
    for path in export.write(options.conversation_id, options.output):
        print(path)
