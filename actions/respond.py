"""The answer to a message: the case from its slot, one call of the core, the case and the messages back to Rasa."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.rendering import utter
from unstuck import settings
from unstuck.errors import UnstuckError
from unstuck.guide.case import Case
from unstuck.guide.respond import respond
from unstuck.guide.turn import LookAtPicture, Message, RepairPicture, Say, SendFile, Turn
from unstuck.observability import metrics
from unstuck.photo.model import Crop
from unstuck.storage.transcripts import Transcripts
from unstuck.turns.person import Person
from unstuck.turns.service import TurnService
from unstuck.understanding.statements import Statement
from unstuck.wording.messages import Trouble
from unstuck.wording.speaking import in_language
from unstuck.wording.spoken_languages import spoken

log = logging.getLogger(__name__)

MESSAGES_IN_TICKET = 60
SAYS_SO = ("greet", "bot_challenge")  # answers that tell already that it is a bot


@lru_cache
def service() -> TurnService:
    """The one turn service of this process, opened when it is first needed."""
    return TurnService.from_settings(settings.read())


class ActionRespond(Action):
    """Answers whatever was said; what it does about it, the guide alone decides."""

    counts_as: str | None = None  # the intent that its messages are counted under, if not their own

    def name(self) -> str:
        """The name that rules and domain use."""
        return "action_respond"

    async def turn(self, case: Case, message: Message, person: Person) -> Turn:
        """The next turn; a picture that it asks for is looked at, or repaired, here. Raises UnstuckError."""
        turn = await asyncio.to_thread(respond, service().knowledge, case, message)
        others = tuple(one for one in turn.effects if not isinstance(one, LookAtPicture | RepairPicture))
        for effect in turn.effects:
            if isinstance(effect, LookAtPicture):
                seen = await service().pictures.look_at(turn.case, effect.attachment, person)
                return seen.after(*turn.says).doing(*others)
            if isinstance(effect, RepairPicture):
                crop = Crop(effect.crop) if effect.crop in set(Crop) else Crop.AUTO
                mended = await service().pictures.repair(turn.case, effect.attachment, person, crop)
                return mended.after(*turn.says).doing(*others)
        return turn

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[EventType]:
        """Answer one message. Whatever goes wrong, the person gets an answer and the case stays as it was."""
        who = {"conversation_id": tracker.sender_id}
        try:
            with metrics.STAGE_SECONDS.labels("action").time():
                return await self._answer(dispatcher, tracker, domain)
        except UnstuckError as error:
            metrics.failed(error)
            log.warning("%s gave up: %s: %s", self.name(), error.code, error.message, extra=who)
        except Exception as error:
            metrics.failed(error)
            log.exception("%s failed", self.name(), extra=who)
        dispatcher.messages.clear()
        kept = tracker.get_slot("case")
        language = str(kept.get("language") or "") if isinstance(kept, Mapping) else ""
        utter(dispatcher, spoken().words(language), Say("trouble", kind=Trouble.kind))
        return []

    async def _answer(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]
    ) -> list[EventType]:
        asked = message(tracker)
        metrics.INTENTS.labels(self.counts_as or asked.intent, "text" if asked.text else "payload").inc()
        turns = await asyncio.to_thread(service)
        before = await asyncio.to_thread(turns.case, tracker.get_slot("case"))

        def transcript() -> list[tuple[str, str]]:
            said = Transcripts.from_settings(settings.read()).of(tracker.sender_id, MESSAGES_IN_TICKET)
            return [*said, *this_turn(tracker)]

        person = Person(tracker.sender_id, tracker.get_latest_input_channel() or "rest", transcript)
        turn = await self.turn(before, asked, person)
        with in_language(turn.case.language):
            turn = await asyncio.to_thread(turns.carry_out, before, turn, person)
        languages = spoken()
        common = {"photo_hours": settings.read().attachment_hours, "languages": languages.names}
        for said in introduced(tracker, turn.says or (Say("nothing_open"),)):
            utter(dispatcher, languages.words(turn.case.language), said, **common)
        return [SlotSet("case", turn.case.to_json())]


class ActionDefaultFallback(ActionRespond):
    """The same where no rule applies: Rasa runs this one by its own name."""

    counts_as = "nlu_fallback"  # no rule has the intent: whoever sent the order made it up

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_default_fallback"


def introduced(tracker: Tracker, says: Sequence[Say | SendFile]) -> tuple[Say | SendFile, ...]:
    """What is said, and before the first of all that it is a bot who says it."""
    known = tracker.get_slot("case") is not None
    says_so = any(isinstance(said, Say) and said.name in SAYS_SO for said in says)
    return tuple(says) if known or says_so else (Say("introduction"), *says)


def message(tracker: Tracker) -> Message:
    """The latest message of a tracker, as the guide takes it."""
    latest = tracker.latest_message
    text = latest.get("text") or ""
    ranking = tuple((guess["name"], float(guess["confidence"])) for guess in latest.get("intent_ranking") or ())
    return Message(
        intent=(latest.get("intent") or {}).get("name") or "nlu_fallback",
        entities=tuple((entity["entity"], entity["value"]) for entity in latest.get("entities") or ()),
        ranking=ranking,
        statements=tuple(Statement.from_json(one) for one in latest.get("statements") or ()),
        asks=bool(latest.get("asks")),
        asks_what=bool(latest.get("asks_what")),
        near_step=latest.get("near_step"),
        language=latest.get("language") or str((latest.get("metadata") or {}).get("language") or ""),
        unheard=bool(latest.get("unheard")),
        passages=tuple((found["article"], found["text"]) for found in latest.get("passages") or ()),
        text="" if text.startswith("/") else text,
    )


def this_turn(tracker: Tracker) -> list[tuple[str, str]]:
    """What the person has just said, which is written down at the end of the turn only."""
    text = tracker.latest_message.get("text")
    return [("user", text)] if text else []
