"""Prospects: when somebody of the team answers, where the answer comes, and what they know by then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from unstuck.guide.team import WHAT, WHEN
from unstuck.guide.turn import Line, Listed, Say
from unstuck.support.hours import Hours
from unstuck.support.known import FixMark, Known
from unstuck.support.phase import Phase
from unstuck.support.tickets import Tickets
from unstuck.support.waits import Waits, in_words
from unstuck.turns.person import Person

NOWHERE = "rest"  # the channel that nobody can be written to


@dataclass(frozen=True)
class Prospects:
    """Answers what people ask about the team.

    Args:
        hours: gives the office hours as they are now.
        waits: measures how long people wait.
        clock: gives the present.
    """

    tickets: Tickets
    hours: Callable[[], Hours]
    waits: Waits
    clock: Callable[[], datetime]

    def away(self) -> Line | None:
        """When somebody of the team is back, if nobody is there now and that is known. Raises SettingError."""
        hours, now = self.hours(), self.clock()
        opens = None if hours.is_open(now) else hours.next_opening(now)
        return _opening(opens, now.astimezone(hours.zone)) if opens else None

    def told(self, say: Say, person: Person, known: Known) -> Say:
        """What is said, filled with what is known about the team if it answers such a question. Raises StoreError.

        Args:
            known: the case in the person's own language.
        """
        if say.name == WHEN:
            return replace(say, values=self._when(person))
        return replace(say, values={"lines": self._what(person, known)}) if say.name == WHAT else say

    def _when(self, person: Person) -> dict[str, Line]:
        ticket = self.tickets.standing(person.id)
        away = self.away()
        when = Line("when_away", {"opens": away}) if away else in_words(self.waits.usual())
        if ticket is None:
            return {"ticket": Line("when_no_ticket"), "when": when, "where": _where(person, "")}
        if ticket.phase is Phase.HELD:
            return {
                "ticket": Line("when_held", {"name": ticket.holder_name}),
                "when": when,
                "where": _where(person, ""),
            }
        told = Line("when_ticket", {"number": ticket.number})
        return {"ticket": told, "when": when, "where": _where(person, ticket.contact)}

    def _what(self, person: Person, known: Known) -> tuple[Line, ...]:
        ticket = self.tickets.standing(person.id)
        if ticket is None:
            return (Line("no_ticket_yet"),)
        tried = [fix.title for fix in known.fixes if fix.state == FixMark.TRIED]
        facts = {
            "article": known.title,
            "causes": Listed(known.causes) if known.causes else "",
            "device": known.device,
            "system": known.system,
            "tried": Listed(tuple(tried)) if tried else "",
            "contact": ticket.contact,
        }
        lines = (
            Line("ticket_fact", {"name": Line(f"fact_{name}"), "words": words})
            for name, words in facts.items()
            if words
        )
        return (Line("ticket_is", {"number": ticket.number}), *lines)


def _where(person: Person, contact: str) -> Line:
    if person.channel == NOWHERE:
        return Line("where_nowhere")
    if person.channel != "web":
        return Line("where_messenger")
    return Line("where_mail", {"address": contact}) if contact else Line("where_page")


def _opening(opens: datetime, here: datetime) -> Line:
    values = {"time": opens.time(), "zone": str(opens.tzinfo)}
    days = (opens.date() - here.date()) // timedelta(days=1)
    if days < 2:
        return Line("opens_tomorrow" if days else "opens_today", values)
    return Line("opens_on", values | {"day": opens.date()})
