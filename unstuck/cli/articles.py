"""`unstuck articles`: look after the knowledge base."""

import argparse

from unstuck import settings
from unstuck.errors import ArticleError


def register(commands: argparse._SubParsersAction) -> None:
    """Add `articles check`."""
    command = commands.add_parser("articles", help="look after the knowledge base")
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")
    check = parts.add_parser("check", help="check all articles against domain and training examples")
    check.set_defaults(run=run_check)


def run_check(options: argparse.Namespace) -> None:
    """Print how many articles are sound. Raises ArticleError with every fault, one a line."""
    from unstuck.articles.check import check

    count, faults = check(settings.read().articles, settings.ROOT)
    if faults:
        raise ArticleError("articles_wrong", "\n".join(faults))
    print(f"{count} article{'s' if count != 1 else ''} checked, no fault.")
