"""`unstuck tickets`: what the bot handed over to the team."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from unstuck import settings

if TYPE_CHECKING:
    from unstuck.support.tickets import Ticket, Tickets


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `tickets list`, `tickets show` and `tickets close`."""
    tickets = commands.add_parser("tickets", help="what the bot handed over to the team")
    actions = tickets.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="all tickets, oldest first")
    listing.add_argument("--state", choices=("open", "closed"), help="only those in this state")
    listing.set_defaults(run=_list)
    show = actions.add_parser("show", help="one ticket whole, and what became of its deliveries")
    show.set_defaults(run=_show)
    close = actions.add_parser("close", help="say that nothing more has to be done")
    close.set_defaults(run=_close)
    for command in (show, close):
        command.add_argument("number", metavar="NUMBER", help="like U-1001")
    for command in (listing, show):
        command.add_argument("--json", action="store_true", help="print JSON for other programs")


def _list(options: argparse.Namespace) -> None:
    """Raises StoreError."""
    from rich.console import Console
    from rich.table import Table

    from unstuck.support.desk_notice import plain
    from unstuck.support.tickets import TicketState

    found = _tickets().all(TicketState(options.state) if options.state else None)
    if options.json:
        print(json.dumps([_summary(ticket) for ticket in found]))
    elif not found:
        print("No ticket: nobody has been handed over.")
    else:
        table = Table("number", "state", "opened (UTC)", "channel", "article", "parts")
        for ticket in found:
            opened = f"{ticket.opened:%Y-%m-%d %H:%M}"
            article = plain(str(ticket.facts.get("article") or "-"))
            table.add_row(
                ticket.number, ticket.state.value, opened, plain(ticket.channel), article, str(len(ticket.parts))
            )
        Console(markup=False).print(table)


def _show(options: argparse.Namespace) -> None:
    """Raises StoreError, TicketError."""
    from unstuck.support.desk_notice import describe

    tickets = _tickets()
    ticket = tickets.get(options.number)
    deliveries = _deliveries(tickets, ticket)
    if options.json:
        facts = {**_summary(ticket), "facts": ticket.facts, "parts": _parts(ticket), "deliveries": deliveries}
        print(json.dumps(facts))
        return
    print(describe(ticket))
    if deliveries:
        print("\nDeliveries")
    for sent in deliveries:
        tries = "1 try" if sent["attempts"] == 1 else f"{sent['attempts']} tries"
        again = f", next after {sent['due']}" if sent["state"] == "waiting" else ""
        note = f": {sent['note']}" if sent["note"] else ""
        print(f"  part {sent['part']} to {sent['desk']}: {sent['state']} after {tries}{again}{note}")


def _close(options: argparse.Namespace) -> None:
    """Raises StoreError, TicketError."""
    from unstuck.support.actor import COMMAND
    from unstuck.support.phase import Reason
    from unstuck.support.team_acts import TeamActs

    change = TeamActs.from_settings(settings.read()).close(options.number, COMMAND, Reason.OTHER)
    print(f"{change.number} is closed.")


def _tickets() -> "Tickets":
    from unstuck.support.tickets import Tickets

    return Tickets.from_settings(settings.read())


def _summary(ticket: "Ticket") -> dict[str, Any]:
    return {
        "number": ticket.number,
        "state": ticket.state.value,
        "opened": ticket.opened.isoformat(),
        "closed": ticket.closed.isoformat() if ticket.closed else None,
        "channel": ticket.channel,
        "sender": ticket.conversation_id,
        "article": ticket.facts.get("article"),
        "device": ticket.facts.get("device"),
    }


def _parts(ticket: "Ticket") -> list[dict[str, Any]]:
    return [
        {
            "part": part.n,
            "at": part.at.isoformat(),
            "facts": part.facts,
            "said": [{"who": who, "text": text} for who, text in part.said],
        }
        for part in ticket.parts
    ]


def _deliveries(tickets: "Tickets", ticket: "Ticket") -> list[dict[str, Any]]:
    return [
        {
            "part": part.n,
            "desk": item.queue,
            "state": item.state.value,
            "attempts": item.attempts,
            "due": item.due.isoformat(timespec="seconds"),
            "note": item.note,
        }
        for part, item in tickets.deliveries(ticket)
    ]
