"""Statements: a message taken apart into the things that it says. Plain values, without any model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

# Confidence from which a message counts as understood. FallbackClassifier in config.yml has the same.
UNDERSTOOD = 0.5
NOT_UNDERSTOOD = "nlu_fallback"  # Rasa's intent for what no intent covers, and here for a question that none does
ALL_FIXES = "all"  # in place of a fix's id: what is said is said of every fix


class Act(StrEnum):
    """What somebody does by saying something."""

    DESCRIBES = "describes"
    DID = "did"
    RESULT = "result"
    HAS = "has"
    WANTS = "wants"
    ASKS = "asks"
    ANSWERS = "answers"
    TALKS = "talks"


class How(StrEnum):
    """How a thing is said: that it is so, that it is not, or how it went with a fix."""

    STATED = "stated"
    DENIED = "denied"
    DONE = "done"
    FAILED = "failed"
    NOT_DONE = "not_done"
    WONT = "wont"
    UNABLE = "unable"
    UNSURE = "unsure"
    ALL_BUT = "all_but"


TRIED = frozenset([How.DONE, How.FAILED])

Value = str | int | float


@dataclass(frozen=True)
class Statement:
    """One thing that a message says.

    Args:
        act: what saying it does.
        intent: Rasa's name for it; articles map describing intents to causes.
        target: the ids of the fixes it is about, with spaces between; of a branch, its step and number.
        how: whether it is so, or how it went.
        confidence: 0 to 1; below 0.5 nothing is done for it.
        start: of the stretch of text, in characters.
        end: the character after it.
        entities: names and values of what is named in that stretch.
        step: the place of the step, of the fix on the screen, that it speaks of; None where it speaks of none.
    """

    act: Act
    intent: str
    target: str = ""
    how: How = How.STATED
    confidence: float = 1.0
    start: int = 0
    end: int = 0
    entities: tuple[tuple[str, Value], ...] = ()
    step: int | None = None

    @property
    def is_affirmed(self) -> bool:
        """Whether it says that something is so, or is wanted, or was done."""
        return self.how in (How.STATED, How.DONE, How.FAILED, How.UNABLE)

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self) | {"entities": [list(entity) for entity in self.entities]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Statement:
        """What `to_json` wrote."""
        entities = tuple((name, value) for name, value in data.get("entities", ()))
        return cls(**dict[str, Any](data, act=Act(data["act"]), how=How(data["how"]), entities=entities))
