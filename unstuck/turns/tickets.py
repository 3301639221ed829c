"""A case handed to the team: a ticket is opened, or added to, and its number told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Case
from unstuck.guide.turn import OpenTicket, Say, Turn
from unstuck.observability import metrics
from unstuck.support.tickets import Tickets
from unstuck.turns.person import Person
from unstuck.turns.progress import HANDED_OFF, Progress


@dataclass(frozen=True)
class TicketOpener:
    """Opens tickets; `knowledge` gives the articles as they are now."""

    tickets: Tickets
    progress: Progress
    knowledge: Callable[[], Knowledge]

    def open(self, _: OpenTicket, before: Case, turn: Turn, person: Person) -> Turn:
        """The turn with the number of the ticket. Raises StoreError."""
        facts = ticket_facts(self.knowledge(), turn.case)
        ticket = self.tickets.open(person.id, person.channel, facts, person.transcript())
        event = "updated" if len(ticket.parts) > 1 else "opened"
        metrics.TICKETS.labels(event).inc()
        self.progress.record_result(before, HANDED_OFF)
        turn = replace(turn, case=replace(turn.case, ticket=ticket.number))
        return turn.saying(Say(f"ticket_{event}", {"number": ticket.number}))


def ticket_facts(knowledge: Knowledge, case: Case) -> dict:
    """What a ticket says of a case, in the article's own words."""
    article = knowledge.article(case.article)
    facts: dict = {
        "device": case.device.value if case.device else None,
        "photo_findings": list(case.photo_findings),
    }
    if article:
        facts["article"] = article.title
        facts["causes"] = [article.cause(id).title for id in case.causes]
        facts["fixes_tried"] = [article.method(id).title for id in case.tried]
        facts["fixes_skipped"] = [article.method(id).title for id in case.skipped]
        facts["asked_about"] = [article.escalation(id).title for id in case.escalations_done]
    return facts
