"""`unstuck outcomes`: what works, as tables, JSON or CSV."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from unstuck import settings

Rows = list[dict[str, Any]]

WIDTH_OF_A_FILE = 160  # columns of a table that nobody's terminal limits


def register(commands: argparse._SubParsersAction) -> None:
    """Add `outcomes`."""
    command = commands.add_parser("outcomes", help="which fix worked for which cause, and what else there is to learn")
    command.add_argument("what", nargs="?", choices=tuple(SHOWN), help="; ".join(HELP))
    command.add_argument("--days", type=_days, default=30, help="for all but fixes and order: days to look back")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON list instead of a table")
    form.add_argument("--csv", action="store_true", help="comma-separated values instead of a table")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print what was asked for. Raises ArticleError, StoreError."""
    configured = settings.read()
    if options.json or options.csv:
        read, _ = SHOWN[options.what or "fixes"]
        rows = read(configured, options.days)
        if options.csv:
            print_csv(rows)
        else:
            print(json.dumps(rows, default=str))
        return
    for what in (options.what,) if options.what else ("fixes", "order"):
        read, empty = SHOWN[what]
        rows = read(configured, options.days)
        if not rows:
            print(empty)
            continue
        print_table(rows)
        if what == "order":
            print(ORDER)


def print_csv(rows: Rows) -> None:
    """Print rows with their column names above; nothing for no rows."""
    if rows:
        writer = csv.DictWriter(sys.stdout, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)


def print_table(rows: Rows) -> None:
    """Print rows as a table."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for name, value in rows[0].items():
        is_text = isinstance(value, str | tuple)
        table.add_column(name, overflow="fold", no_wrap=not is_text, justify="left" if is_text else "right")
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row.values()))
    Console(width=None if sys.stdout.isatty() else WIDTH_OF_A_FILE).print(table)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return "\n".join(value) if isinstance(value, tuple) else str(value) or "-"


def _harmless(value: object) -> object:
    """Text that a spreadsheet would take for a formula gets a quote before it."""
    text = _shown(value) if isinstance(value, tuple) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _fixes(configured: settings.Settings, days: int) -> Rows:
    from unstuck.storage.outcomes import Outcomes

    return _rows(Outcomes.from_settings(configured).tally())


def _order(configured: settings.Settings, days: int) -> Rows:
    """For each cause with several fixes: where each stands, and why."""
    from unstuck.articles.knowledge import Knowledge
    from unstuck.insight.ranking import rank_causes
    from unstuck.storage.outcomes import Outcomes

    tallies = Outcomes.from_settings(configured).tally()
    return [
        {
            "article": article.id,
            "cause": cause,
            "method": one.method,
            "place": one.place,
            "solved": one.solved,
            "tried": one.tried,
            "prior": round(one.prior, 4),
            "mean": round(one.mean, 4),
            "learned": place,
            "used": "yes" if article.learn_order else "no",
        }
        for article in Knowledge.load(configured.articles).articles
        for cause, ranked in rank_causes(article, tallies).items()
        for place, one in enumerate(ranked, 1)
        if len(ranked) > 1
    ]


def _versions(configured: settings.Settings, days: int) -> Rows:
    from unstuck.articles.knowledge import Knowledge
    from unstuck.articles.versions import version_of
    from unstuck.storage.outcomes import Outcomes

    now = {article.id: version_of(article) for article in Knowledge.load(configured.articles).articles}
    return [
        {
            **row,
            "helped": row["solved"] / row["tried"],
            "now": "yes" if now.get(row["article"]) == row["version"] else "no",
        }
        for row in _rows(Outcomes.from_settings(configured).of_versions())
    ]


def _of_figures(name: str) -> Callable[[settings.Settings, int], Rows]:
    def read(configured: settings.Settings, days: int) -> Rows:
        from unstuck.insight.figures import Insight

        values = getattr(Insight.from_settings(configured).figures(days), name)
        rows = _rows(values if isinstance(values, tuple) else [values])
        counted = any(isinstance(value, int) and value for row in rows for value in row.values())
        return rows if counted else []

    return read


def _rows(values: Iterable[Any]) -> Rows:
    return [asdict(value) for value in values]


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= 366:
        raise argparse.ArgumentTypeError("must be from 1 to 366")
    return days


# What can be shown: how its rows are read, and the sentence for when there are none.
SHOWN: dict[str, tuple[Callable[[settings.Settings, int], Rows], str]] = {
    "fixes": (_fixes, "No outcome yet: nobody has tried a fix."),
    "versions": (_versions, "No outcome yet: nobody has tried a fix."),
    "order": (_order, "No cause has several fixes, so there is no order to learn."),
    "conversations": (_of_figures("days"), "No conversation yet."),
    "steps": (_of_figures("stops"), "Nobody has left in the middle."),
    "unclear": (_of_figures("unclear"), "Nothing was misunderstood."),
    "photos": (_of_figures("findings"), "No picture has been looked at."),
    "thumbs": (_of_figures("thumbs"), "Nobody has been asked yet."),
}
HELP = (
    "fixes: how each went for each cause",
    "versions: how often each version of an article helped, and which is the present one",
    "order: the order of a cause's fixes, with successes, tries, the chance of success before and after them",
    "conversations: a day, and how they ended",
    "steps: where people left",
    "unclear: what was not understood, grouped",
    "photos: what was found in pictures",
    "thumbs: who said that it helped; without a word, fixes and order (with --json and --csv, fixes)",
)
ORDER = (
    "A cause's fixes are ordered by `mean`, the chance that a fix helps: that of its place in the article (`prior`), "
    "corrected by how many of those who tried it were helped (`solved`). The order is `used` if the article says "
    "`learn_order: true`."
)
