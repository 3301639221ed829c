"""A case handed to the team, or taken back: a ticket is opened, added to or closed, and its number told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide import handover
from unstuck.guide.case import Asking, Case
from unstuck.guide.plan import plan
from unstuck.guide.turn import CloseTicket, KeepContact, OpenTicket, ReturnFix, Say, Turn
from unstuck.observability import metrics
from unstuck.support.known import FixMark, FixState, Known
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.turns.person import Person
from unstuck.turns.progress import HANDED_OFF, Progress
from unstuck.turns.prospects import Prospects

PAGE = "web"  # the channel whose people may leave, and so are asked for a mail address


@dataclass(frozen=True)
class TicketDesk:
    """Opens and closes tickets.

    Args:
        knowledge: gives the articles as they are now.
        prospects: tells when and where the team answers.
        mails: whether an answer can be mailed.
    """

    tickets: Tickets
    acts: TeamActs
    progress: Progress
    prospects: Prospects
    knowledge: Callable[[], Knowledge]
    mails: bool = False

    def open(self, _: OpenTicket, before: Case, turn: Turn, person: Person) -> Turn:
        """The turn with the number of the ticket, or out of hours first the question whether to open one.

        Raises:
            StoreError: the database does not answer.
        """
        if not (before.ticket or before.away_told) and (away := self.prospects.away()):
            asked = replace(turn.case, asking=Asking.HAND_OFF, away_told=True)
            return replace(turn, case=asked).saying(Say("team_away", {"opens": away}))
        facts = ticket_facts(self.knowledge(), turn.case)
        ticket = self.tickets.open(person.id, person.channel, facts, person.transcript())
        event = "updated" if len(ticket.parts) > 1 else "opened"
        metrics.TICKETS.labels(event).inc()
        self.progress.record_result(before, HANDED_OFF)
        turn = replace(turn, case=replace(turn.case, ticket=ticket.number, away_told=False))
        end = HANDED_OFF if event == "opened" else ""
        turn = turn.saying(Say(f"ticket_{event}", {"number": ticket.number}, end=end))
        if self.mails and person.channel == PAGE and not turn.case.contact:
            asked = replace(turn.case, contact=handover.ASKED)
            return replace(turn, case=asked).saying(Say("ask_contact"))
        return turn

    def close(self, _: CloseTicket, before: Case, turn: Turn, person: Person) -> Turn:
        """The turn with the number of the closed ticket, or the word that there is none. Raises StoreError."""
        if not before.ticket:
            return turn.saying(Say("no_ticket"))
        self.tickets.close(before.ticket)
        return turn.saying(Say("ticket_closed", {"number": before.ticket}))

    def keep_contact(self, effect: KeepContact, before: Case, turn: Turn, _: Person) -> Turn:
        """Send the answer to a mail address as well. Raises StoreError, TicketError."""
        if before.ticket:
            self.tickets.keep_contact(before.ticket, effect.address)
        return turn

    def return_fix(self, effect: ReturnFix, before: Case, turn: Turn, _: Person) -> Turn:
        """Tell the teammate how the fix went that they gave the bot. Raises StoreError, TicketError."""
        if before.ticket:
            self.acts.return_fix(before.ticket, effect.fix, effect.result)
        return turn

    def finish(self, turn: Turn, person: Person) -> Turn:
        """Keep with the open ticket how the case stands now, and tell of it what was asked. Raises StoreError."""
        if turn.case.ticket:
            self.tickets.know(turn.case.ticket, known(self.knowledge(), turn.case))
        mine = known(self.knowledge().in_language(turn.case.language), turn.case)
        says = tuple(self.prospects.told(say, person, mine) if isinstance(say, Say) else say for say in turn.says)
        return replace(turn, says=says)


def known(knowledge: Knowledge, case: Case) -> Known:
    """A case in the words of the articles, for whoever takes it over."""
    article = knowledge.article(case.article)
    own = knowledge.in_language(case.language).article(case.article)
    about = Known(
        device=case.model or case.device or "",
        system=case.os_version,
        findings=case.photo_findings,
        language=case.language,
    )
    if article is None or own is None:
        return about
    return replace(
        about,
        article=article.id,
        title=article.title,
        causes=tuple(article.cause(id).title for id in case.causes),
        fixes=tuple(
            FixState(id, article.method(id).title, _mark(case, id).value, own.method(id).title)
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
