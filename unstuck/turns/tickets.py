"""A case handed to the team, or taken back: a ticket is opened, added to or closed, and its number told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Case
from unstuck.guide.plan import plan
from unstuck.guide.turn import CloseTicket, OpenTicket, ReturnFix, Say, Turn
from unstuck.observability import metrics
from unstuck.support.known import FixMark, FixState, Known
from unstuck.support.talk import Talk
from unstuck.support.tickets import Tickets
from unstuck.turns.person import Person
from unstuck.turns.progress import HANDED_OFF, Progress


@dataclass(frozen=True)
class TicketDesk:
    """Opens and closes tickets; `knowledge` gives the articles as they are now."""

    tickets: Tickets
    talk: Talk
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
        end = HANDED_OFF if event == "opened" else ""
        return turn.saying(Say(f"ticket_{event}", {"number": ticket.number}, end=end))

    def close(self, _: CloseTicket, before: Case, turn: Turn, person: Person) -> Turn:
        """The turn with the number of the closed ticket, or the word that there is none. Raises StoreError."""
        if not before.ticket:
            return turn.saying(Say("no_ticket"))
        self.tickets.close(before.ticket)
        return turn.saying(Say("ticket_closed", {"number": before.ticket}))

    def return_fix(self, effect: ReturnFix, before: Case, turn: Turn, _: Person) -> Turn:
        """Tell the teammate how the fix went that they gave the bot. Raises StoreError, TicketError."""
        if before.ticket:
            self.talk.return_fix(before.ticket, effect.fix, effect.result)
        return turn

    def keep_known(self, case: Case, person: Person) -> None:
        """Keep with the open ticket how the case stands now. Raises StoreError, TicketError."""
        if case.ticket:
            self.tickets.know(case.ticket, known(self.knowledge(), case, person.language))


def known(knowledge: Knowledge, case: Case, language: str) -> Known:
    """A case in the article's own words, for whoever takes it over."""
    article = knowledge.article(case.article)
    about = Known(
        device=case.model or case.device or "",
        system=case.os_version,
        findings=case.photo_findings,
        language=language,
    )
    if article is None:
        return about
    return replace(
        about,
        article=article.id,
        title=article.title,
        causes=tuple(article.cause(id).title for id in case.causes),
        fixes=tuple(
            FixState(id, article.method(id).title, _mark(case, id).value)
            for id in case.plan or plan(article, case.causes)
        ),
    )


def _mark(case: Case, fix: str) -> FixMark:
    if fix in case.tried:
        return FixMark.TRIED
    if fix in case.skipped:
        return FixMark.SKIPPED
    return FixMark.NOW if fix == case.method else FixMark.OPEN


def ticket_facts(knowledge: Knowledge, case: Case) -> dict:
    """What a ticket says of a case, in the article's own words."""
    article = knowledge.article(case.article)
    facts: dict = {
        "device": case.model or case.device,
        "os_version": case.os_version or None,
        "photo_findings": list(case.photo_findings),
    }
    if article:
        facts["article"] = article.title
        facts["causes"] = [article.cause(id).title for id in case.causes]
        facts["fixes_tried"] = [article.method(id).title for id in case.tried]
        facts["fixes_skipped"] = [article.method(id).title for id in case.skipped]
        facts["asked_about"] = [article.escalation(id).title for id in case.escalations_done]
    return facts
