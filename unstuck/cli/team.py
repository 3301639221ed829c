"""`unstuck team`: who may sign in to the team's pages."""

import argparse
import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from unstuck import settings

if TYPE_CHECKING:
    from unstuck.support.teammate import Teammate
    from unstuck.support.teammates import Member, Teammates


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `team add`, `team list`, `team invite` and `team remove`."""
    team = commands.add_parser("team", help="who may sign in to the team's pages")
    actions = team.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="a new teammate; prints the address at which they choose a password")
    add.set_defaults(run=_add)
    actions.add_parser("list", help="all teammates").set_defaults(run=_list)
    invite = actions.add_parser("invite", help="let a teammate choose another password; prints the address for it")
    invite.set_defaults(run=_invite)
    remove = actions.add_parser("remove", help="take a teammate off the team, and sign them out everywhere")
    remove.set_defaults(run=_remove)
    for command in (add, invite, remove):
        command.add_argument("name", metavar="NAME", help="as people read it, like Anna")
    for command in (add, invite, actions.choices["list"]):
        command.add_argument("--json", action="store_true", help="print JSON for other programs")


def _add(options: argparse.Namespace) -> None:
    """Raises StoreError, TeamError."""
    teammate, code = _teammates().add(options.name)
    _record("added", teammate)
    _tell(options, teammate.name, f"{teammate.name} is on the team, and chooses a password at", code)


def _invite(options: argparse.Namespace) -> None:
    """Raises StoreError, TeamError."""
    teammate, code = _teammates().invite(options.name)
    _record("invited", teammate)
    _tell(options, teammate.name, f"{teammate.name} may choose another password at", code)


def _tell(options: argparse.Namespace, name: str, sentence: str, code: str) -> None:
    from unstuck.support.teammates import INVITATION

    address = f"{settings.read().public_address}/team/join?{urlencode({'code': code})}"
    if options.json:
        print(json.dumps({"name": name, "address": address}))
    else:
        print(f"{sentence}\n  {address}\nThe address is good once, for {INVITATION.days} days: hand it to nobody else.")


def _list(options: argparse.Namespace) -> None:
    """Raises StoreError."""
    from rich.console import Console
    from rich.table import Table

    found = _teammates().all()
    if options.json:
        print(json.dumps([_summary(member) for member in found]))
    elif not found:
        print("Nobody is on the team yet: `unstuck team add NAME` adds somebody.")
    else:
        table = Table("name", "added (UTC)", "")
        for member in found:
            table.add_row(member.teammate.name, f"{member.added:%Y-%m-%d}", "" if member.joined else "invited")
        Console(markup=False).print(table)


def _remove(options: argparse.Namespace) -> None:
    """Raises StoreError, TeamError."""
    teammate = _teammates().remove(options.name)
    _record("removed", teammate)
    print(f"{teammate.name} is off the team, and signed out everywhere.")


def _teammates() -> "Teammates":
    from unstuck.support.teammates import Teammates

    return Teammates.from_settings(settings.read())


def _record(action: str, teammate: "Teammate") -> None:
    """Write down who was added, invited or removed. Raises StoreError."""
    from unstuck.support.actor import COMMAND
    from unstuck.support.ticket_events import TicketEvents

    TicketEvents.from_settings(settings.read()).record(COMMAND, action, teammate.name)


def _summary(member: "Member") -> dict[str, object]:
    return {"name": member.teammate.name, "added": member.added.isoformat(), "joined": member.joined}
