from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Case
from unstuck.guide.respond import respond
from unstuck.guide.turn import Effect, Message, Say, SendFile, Turn


@dataclass
class Talk:
    """A talk with the guide alone: intents go in, the names of what is said come out."""

    knowledge: Knowledge
    case: Case = field(default_factory=Case)
    turn: Turn = field(default_factory=lambda: Turn(Case()))

    def __call__(self, intent: str, *entities: tuple[str, str], **more: object) -> list[str]:
        said = Message(intent, entities=entities, **more)  # fields of Message by name
        return self.take(respond(self.knowledge, self.case, said))

    def typed(self, message: Message) -> list[str]:
        """The answer to a message that was typed and read already."""
        return self.take(respond(self.knowledge, self.case, message))

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
