"""A turn, from the case in its slot to what has been done about it in the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.library import Library
from unstuck.articles.model import Article
from unstuck.guide import thumbs
from unstuck.guide.case import Case
from unstuck.guide.turn import (
    CancelFollowUps,
    CloseTicket,
    Comment,
    DeletePhotos,
    Effect,
    KeepContact,
    NotUnderstood,
    OpenTicket,
    Rate,
    Record,
    ReturnFix,
    ScheduleFollowUp,
    Turn,
)
from unstuck.insight.learned import LearnedKnowledge
from unstuck.photo.worker_pool import PhotoWorkers
from unstuck.settings import Settings
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversation_languages import ConversationLanguages
from unstuck.storage.conversations import Conversations
from unstuck.storage.database import Clock, now
from unstuck.storage.notices import Notices
from unstuck.storage.outcomes import Outcomes
from unstuck.support.desks import chosen_desks
from unstuck.support.follow_ups import FollowUps
from unstuck.support.hours import OfficeHours
from unstuck.support.team_acts import TeamActs
from unstuck.support.tickets import Tickets
from unstuck.support.waits import Waits
from unstuck.turns.announced import AnnouncedKnowledge
from unstuck.turns.follow_up_promises import FollowUpPromises
from unstuck.turns.person import Person
from unstuck.turns.pictures import Pictures
from unstuck.turns.progress import SOLVED, Progress, end_of
from unstuck.turns.prospects import Prospects
from unstuck.turns.tickets import TicketDesk

# Does one effect of a turn: of the case before it, the turn so far and the person makes the turn with what there is to
# say about it.
Doer = Callable[[Any, Case, Turn, Person], Turn]


@dataclass(frozen=True)
class TurnService:
    """Carries out turns.

    Args:
        learned: the articles, with the fixes in the order to try them.
        is_open: whether a ticket is open.
        doers: what does each kind of effect.
        progress: notes how far each conversation comes.
        pictures: inspects and repairs them.
        tickets: keeps with an open ticket how the case stands, and tells of it.
        languages: remembers the language of each conversation.
    """

    learned: LearnedKnowledge
    is_open: Callable[[str], bool]
    doers: Mapping[type[Effect], Doer]
    progress: Progress
    pictures: Pictures
    tickets: TicketDesk
    languages: ConversationLanguages

    @classmethod
    def from_settings(cls, settings: Settings, clock: Clock = now) -> TurnService:
        """As the settings say. Raises ArticleError, SettingError, StoreError."""
        outcomes = Outcomes.from_settings(settings, clock)
        conversations = Conversations.from_settings(settings, clock)
        library = Library(settings.articles)
        announced = AnnouncedKnowledge(library.current, Notices.from_settings(settings, clock))
        learned = LearnedKnowledge(announced.now, outcomes)
        tickets = Tickets.from_settings(settings, clock, desks=chosen_desks(settings))
        attachments = Attachments.from_settings(settings, clock)
        pictures = Pictures(attachments, PhotoWorkers.from_settings(settings), conversations, learned.now)
        progress = Progress(conversations, outcomes, library.current)
        promises = FollowUpPromises(FollowUps.from_settings(settings, clock))
        waits = Waits.from_settings(settings, clock)
        prospects = Prospects(tickets, OfficeHours(settings.hours), waits, clock)
        mails = bool(settings.smtp and settings.smtp_from)
        acts = TeamActs.from_settings(settings, clock)
        desk = TicketDesk(tickets, acts, progress, prospects, learned.now, mails)
        doers: dict[type[Effect], Doer] = {
            OpenTicket: desk.open,
            CloseTicket: desk.close,
            ReturnFix: desk.return_fix,
            KeepContact: desk.keep_contact,
            ScheduleFollowUp: promises.schedule,
            CancelFollowUps: promises.cancel,
            DeletePhotos: pictures.delete,
            NotUnderstood: progress.not_understood,
            Rate: progress.rate,
            Comment: progress.comment,
            Record: progress.record,
        }
        languages = ConversationLanguages.from_settings(settings, clock)
        return cls(learned, tickets.is_open, doers, progress, pictures, desk, languages)

    @property
    def knowledge(self) -> Knowledge:
        """The articles as they are now, with the fixes in the order to try them."""
        return self.learned.now()

    def case(self, data: dict | None) -> Case:
        """The case that a slot holds; a new one, on the same device, when its article has changed under it.

        A ticket that the team has closed is no longer part of it. Raises StoreError.
        """
        case = Case.from_json(data)
        if case.ticket and not self.is_open(case.ticket):
            case = replace(case, ticket=None)
        article = self.knowledge.article(case.article)
        if case.article and (article is None or not _fits(article, case)):
            return case.anew()
        return case

    def carry_out(self, before: Case, turn: Turn, person: Person) -> Turn:
        """Do what the turn asks for, and add what has to be said about it. Raises StoreError."""
        done = turn
        for effect in turn.effects:
            done = self.doers[type(effect)](effect, before, done, person)
        self.progress.note(before, turn, person)
        if turn.case.language != before.language:
            self.languages.keep(person.id, turn.case.language)
        done = self.tickets.finish(done, person)
        # While a ticket is open the team may still be at it: the question comes when it is closed.
        asks = end_of(turn) == SOLVED and not done.case.ticket
        return replace(thumbs.ask(done) if asks else done, effects=())


def _fits(article: Article, case: Case) -> bool:
    """Whether every id of the case is still in its article."""
    known = {
        *(method.id for method in article.methods),
        *(cause.id for cause in article.causes),
        *(escalation.id for escalation in article.escalations),
    }
    used = {*case.causes, *case.plan, *case.tried, *case.skipped, *case.escalations_done, case.method, case.escalation}
    if not used - {None} <= known:
        return False
    return case.method is None or (case.method in case.plan and case.step < len(article.method(case.method).steps))
