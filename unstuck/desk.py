"""The help desk: the guide's turns with everything they reach for, the stores and the photo desk, put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.attachments import Attachments
from unstuck.follow_ups import FollowUps
from unstuck.guide.case import Case
from unstuck.guide.turn import (
    CancelFollowUps,
    DeletePhotos,
    Effect,
    OpenTicket,
    Record,
    Say,
    ScheduleFollowUp,
    Turn,
)
from unstuck.outcomes import Outcomes
from unstuck.photo.desk import PhotoDesk
from unstuck.settings import Settings
from unstuck.tickets import Tickets


@dataclass(frozen=True)
class Person:
    """Who is talking: conversation id, channel, and how to get the talk so far, oldest first, as (who, text)."""

    id: str
    channel: str
    transcript: Callable[[], list[tuple[str, str]]]


@dataclass(frozen=True)
class HelpDesk:
    """Everything a turn may need."""

    knowledge: Knowledge
    tickets: Tickets
    follow_ups: FollowUps
    outcomes: Outcomes
    attachments: Attachments
    photos: PhotoDesk

    @classmethod
    def open(cls, settings: Settings) -> HelpDesk:
        """The desk as the settings describe it. Raises ArticleError, StoreError."""
        return cls(
            Knowledge.load(settings.articles),
            Tickets(settings.var),
            FollowUps(settings.var),
            Outcomes(settings.var),
            Attachments.from_settings(settings),
            PhotoDesk.from_settings(settings),
        )

    def case(self, data: dict | None) -> Case:
        """The case that a slot holds; a new one, on the same device, when its article has changed under it."""
        case = Case.from_json(data)
        article = self.knowledge.article(case.article)
        if case.article and (article is None or not _fits(article, case)):
            return Case(device=case.device, device_asked=case.device_asked, ticket=case.ticket)
        return case

    def carry_out(self, before: Case, turn: Turn, person: Person) -> Turn:
        """Do what the turn asks for, and add what has to be said about it. Raises StoreError."""
        for effect in turn.effects:
            turn = self._do(effect, before, turn, person)
        return replace(turn, effects=())

    def _do(self, effect: Effect, before: Case, turn: Turn, person: Person) -> Turn:
        if isinstance(effect, OpenTicket):
            return self._hand_off(before, turn, person)
        if isinstance(effect, ScheduleFollowUp):
            self.follow_ups.schedule(person.id, person.channel, effect.hours)
        elif isinstance(effect, CancelFollowUps):
            count = self.follow_ups.cancel(person.id)
            if effect.tell:
                return _say(turn, Say("follow_up_cancelled" if count else "no_follow_up"))
        elif isinstance(effect, DeletePhotos):
            count = self.attachments.delete_all(person.id)
            return turn.after(Say("photos_deleted" if count else "no_photos"))
        elif isinstance(effect, Record):
            self._record(before, effect.result)
        return turn

    def _hand_off(self, before: Case, turn: Turn, person: Person) -> Turn:
        facts = self._facts(turn.case)
        ticket = self.tickets.open(person.id, person.channel, facts, person.transcript())
        name = "ticket_updated" if ticket.number == turn.case.ticket else "ticket_opened"
        self._record(before, "handed_off")
        turn = replace(turn, case=replace(turn.case, ticket=ticket.number))
        return _say(turn, Say(name, {"number": ticket.number}))

    def _record(self, case: Case, result: str) -> None:
        if case.article:
            cause = case.causes[0] if case.causes else ""
            self.outcomes.record(case.article, cause, case.method or "", result)

    def _facts(self, case: Case) -> dict:
        """What a ticket says of a case, in the article's own words."""
        article = self.knowledge.article(case.article)
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


def _say(turn: Turn, say: Say) -> Turn:
    return replace(turn, says=(*turn.says, say))


def _fits(article: Article, case: Case) -> bool:
    """Whether every id of the case is still in its article."""
    methods = {method.id: method for method in article.methods}
    known = {
        *methods,
        *(cause.id for cause in article.causes),
        *(escalation.id for escalation in article.escalations),
    }
    used = {*case.causes, *case.plan, *case.tried, *case.skipped, *case.escalations_done, case.method, case.escalation}
    in_range = case.method is None or (case.method in case.plan and case.step < len(methods[case.method].steps))
    return used - {None} <= known and in_range
