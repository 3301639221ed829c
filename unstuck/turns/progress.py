"""What is noted of a turn for the team: how far the conversation came, how a fix went, what was not understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.versions import version_of
from unstuck.guide.case import Case
from unstuck.guide.turn import Comment, NotUnderstood, OpenTicket, Rate, Record, Turn
from unstuck.observability import metrics
from unstuck.storage.conversations import HANDED_OFF, SOLVED, Conversations, Position
from unstuck.storage.outcomes import Outcomes
from unstuck.turns.person import Person


@dataclass(frozen=True)
class Progress:
    """Notes what comes of conversations and of fixes; `articles` gives them as they are written now."""

    conversations: Conversations
    outcomes: Outcomes
    articles: Callable[[], Knowledge]

    def not_understood(self, effect: NotUnderstood, _: Case, turn: Turn, person: Person) -> Turn:
        """Keep what was typed. Raises StoreError."""
        self.conversations.not_understood(person.id, effect.text)
        return turn

    def rate(self, effect: Rate, _: Case, turn: Turn, person: Person) -> Turn:
        """Keep a thumb. Raises StoreError."""
        self.conversations.rate(person.id, effect.thumb)
        return turn

    def comment(self, effect: Comment, _: Case, turn: Turn, person: Person) -> Turn:
        """Keep what is added to the thumb. Raises StoreError."""
        self.conversations.comment(person.id, effect.text)
        return turn

    def record(self, effect: Record, before: Case, turn: Turn, _: Person) -> Turn:
        """Count how the fix went that was on the screen. Raises StoreError."""
        self.record_result(before, effect.result)
        return turn

    def record_result(self, case: Case, result: str) -> None:
        """Count a result for the fix of a case, if it has an article. Raises StoreError."""
        if case.article:
            cause = case.causes[0] if case.causes else ""
            article = self.articles().article(case.article)
            version = version_of(article) if article else ""
            self.outcomes.record(case.article, cause, case.method or "", result, version)
            metrics.FIXES.labels(case.article, cause, case.method or "", result).inc()

    def note(self, before: Case, turn: Turn, person: Person) -> None:
        """Note how far the conversation has come. It begins when a trouble is named, a picture sent, a person asked
        for, or something was not understood; a greeting alone is none, and a thumb belongs to what has ended.

        Raises:
            StoreError: the database does not answer.
        """
        case = turn.case
        kinds = {type(effect) for effect in turn.effects}
        if kinds & {Rate, Comment} or not (case.article or case.photo or kinds & {OpenTicket, NotUnderstood}):
            return
        position = Position(
            case.article or "", (case.causes or ("",))[0], case.method or "", case.step, case.escalation or ""
        )
        anew = not case.solved and case != before
        self.conversations.note(person.id, person.channel, position, end_of(turn), anew=anew, language=case.language)


def end_of(turn: Turn) -> str:
    """How the conversation ends with this turn; empty if it goes on."""
    if any(isinstance(effect, OpenTicket) for effect in turn.effects):
        return HANDED_OFF
    return SOLVED if Record(SOLVED) in turn.effects and turn.case.article else ""
