"""A talk without servers: reading, guide and words in one process, for previews, benchmarks and tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from unstuck.articles.knowledge import Knowledge
from unstuck.guide import thumbs
from unstuck.guide.case import Case
from unstuck.guide.context import context_of
from unstuck.guide.respond import respond
from unstuck.guide.team import WHAT, WHEN
from unstuck.guide.turn import (
    CancelFollowUps,
    CloseTicket,
    DeletePhotos,
    Line,
    LookAtPicture,
    Message,
    OpenTicket,
    Record,
    RepairPicture,
    Say,
    SendFile,
    Turn,
)
from unstuck.understanding.statements import UNDERSTOOD
from unstuck.wording.render import payload, said, title
from unstuck.wording.responses import Words
from unstuck.wording.spoken_languages import spoken

if TYPE_CHECKING:
    from unstuck.understanding.reading import Reader, Reading

TICKET = "U-0000"
# What is known of it here, for who asks.
OF_TICKET: dict[str, dict[str, object]] = {
    WHEN: {"ticket": Line("when_ticket", {"number": TICKET}), "where": Line("where_nowhere")},
    WHAT: {"lines": (Line("ticket_is", {"number": TICKET}),)},
}


@dataclass
class Rehearsal:
    """One talk. What a turn asks for in the world is not done, only said."""

    knowledge: Knowledge
    words: Words
    reader: Reader | None = None
    case: Case = field(default_factory=Case)

    def say(self, typed: str) -> list[dict[str, Any]]:
        """The answer to free words, or to a button's payload; messages as Rasa's REST channel gives them."""
        if typed.startswith("/") or self.reader is None:
            intent, entities = parsed(typed)
            return self.take(Message(intent, entities=tuple(entities.items())))
        return self.take(heard(typed, self.reader.read(typed, context_of(self.knowledge, self.case))))

    def take(self, message: Message) -> list[dict[str, Any]]:
        """The answer to a message that was read already."""
        turn = respond(self.knowledge, self.case, message)
        if Record("solved") in turn.effects:
            turn = thumbs.ask(turn)
        words = spoken().words(turn.case.language) if turn.case.language else self.words
        says = (*turn.says, *_told(turn, self.case.ticket))
        shown = [self._shown(say, words) for say in says if not isinstance(say, SendFile)]
        opened = any(isinstance(effect, OpenTicket) for effect in turn.effects)
        self.case = replace(turn.case, ticket=TICKET if opened else turn.case.ticket)
        return shown or [self._shown(Say("nothing_open"), words)]

    def _shown(self, say: Say, words: Words) -> dict[str, Any]:
        if self.case.ticket and say.name in OF_TICKET:
            say = replace(say, values={**say.values, **OF_TICKET[say.name]})
        told, _ = said(words, say, photo_hours=24, languages=spoken().names)
        own = [(title(words, choice), payload(choice)) for choice in say.choices]
        buttons = [{"title": one, "payload": order} for one, order in (*words.buttons(f"utter_{say.name}"), *own)]
        return {"text": told} | ({"buttons": buttons} if buttons else {})


def heard(typed: str, reading: Reading) -> Message:
    """What was read of a message, as the guide takes it."""
    return Message(
        intent=reading.intent if reading.confidence >= UNDERSTOOD else "nlu_fallback",
        entities=tuple((entity.name, entity.value) for entity in reading.entities),
        ranking=reading.ranking,
        statements=reading.statements,
        asks=reading.asks,
        asks_what=reading.asks_what,
        near_step=reading.near_step,
        language=reading.language,
        unheard=reading.unheard,
        passages=tuple((found.passage.article, found.passage.text) for found in reading.passages),
        text=typed,
    )


def parsed(order: str) -> tuple[str, dict[str, Any]]:
    """Intent and entities of a button's payload."""
    intent, brace, values = order.removeprefix("/").partition("{")
    return intent, json.loads(brace + values) if brace else {}


def _told(turn: Turn, ticket: str | None) -> Iterator[Say]:
    """What would be said of the effects, where a ticket is open or none."""
    for effect in turn.effects:
        if isinstance(effect, OpenTicket):
            yield Say("ticket_updated" if ticket else "ticket_opened", {"number": TICKET})
        elif isinstance(effect, CloseTicket):
            yield Say("ticket_closed", {"number": TICKET})
        elif isinstance(effect, CancelFollowUps) and effect.tell:
            yield Say("follow_up_cancelled")
        elif isinstance(effect, LookAtPicture | RepairPicture):
            yield Say("ask_picture")
        elif isinstance(effect, DeletePhotos):
            yield Say("photos_deleted")
