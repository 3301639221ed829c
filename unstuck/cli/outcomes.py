"""`unstuck outcomes`: which fix worked for which cause."""

import argparse
import json
from dataclasses import asdict

from unstuck import settings


def register(commands: argparse._SubParsersAction) -> None:
    """Add `outcomes`."""
    command = commands.add_parser("outcomes", help="which fix worked for which cause")
    command.add_argument("--json", action="store_true", help="one JSON list instead of a table")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print the tally of outcomes. Raises StoreError."""
    from rich.console import Console
    from rich.table import Table

    from unstuck.outcomes import Outcomes

    tallies = Outcomes(settings.read().place).tally()
    if options.json:
        print(json.dumps([asdict(tally) for tally in tallies]))
    elif not tallies:
        print("No outcome yet: nobody has tried a fix.")
    else:
        table = Table("article", "cause", "fix", "result", "times")
        for tally in tallies:
            table.add_row(tally.article, tally.cause or "-", tally.method or "-", tally.result, str(tally.count))
        Console().print(table)
