from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.guide import respond
from unstuck.guide.case import Case
from unstuck.guide.turn import Effect, Message, Say, SendFile, Turn

DESCRIBING = ("report_", "describe_")
NOT_DIAGNOSED = ("report_still_failing", "describe_other_platform")


def handler_of(intent: str, knowledge: Knowledge) -> respond.Handler:
    """The function that the rules lead an intent to."""
    if intent in respond.STEER:
        return respond.steer
    if "." in intent:  # an article's own
        target = knowledge.intents[intent][0]
        return respond.on_question if target.part is Part.ANSWER else respond.on_description
    if intent.startswith(DESCRIBING) and intent not in NOT_DIAGNOSED:
        return respond.on_description
    if intent == "nlu_fallback":
        return respond.on_misunderstanding
    if intent == "out_of_scope":
        return respond.on_off_topic
    if intent == "talk_to_human":
        return respond.on_hand_off
    if intent == "delete_photo":
        return respond.on_delete_photo
    if intent.startswith("ask_") and intent not in ("ask_capabilities", "ask_photo_privacy"):
        return respond.on_question
    return respond.on_talk


@dataclass
class Talk:
    """A talk with the guide alone: intents go in, the names of what is said come out."""

    knowledge: Knowledge
    case: Case = field(default_factory=Case)
    turn: Turn = field(default_factory=lambda: Turn(Case()))

    def __call__(self, intent: str, *entities: tuple[str, str], **more: object) -> list[str]:
        said = Message(intent, entities=entities, **more)  # type: ignore[arg-type]  # fields of Message by name
        return self.take(handler_of(intent, self.knowledge)(self.knowledge, self.case, said))

    def take(self, turn: Turn) -> list[str]:
        self.turn, self.case = turn, turn.case
        return [say.name if isinstance(say, Say) else "file" for say in turn.says]

    def said(self, name: str) -> Say:
        """The message of this name in the last turn."""
        return next(say for say in self.turn.says if isinstance(say, Say) and say.name == name)

    @property
    def file(self) -> SendFile:
        return next(say for say in self.turn.says if isinstance(say, SendFile))

    @property
    def effects(self) -> tuple[Effect, ...]:
        return self.turn.effects


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    return Talk(knowledge)
