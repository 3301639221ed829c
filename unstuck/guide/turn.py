"""What goes into a turn of the conversation, and what comes out of it. Words live in domain.yml and the articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from unstuck.guide.case import Case
from unstuck.understanding.statements import Statement


@dataclass(frozen=True)
class Message:
    """What a person said, as the understanding read it. `entities` are name and value, in the order of the text;
    `ranking` are intents with their confidence, best first; `also` are further describing intents; `statements` are all
    that it says, none for a button; `asks` is whether any of it is a question, `asks_what` whether one that yes or no
    does not answer; `near_step` is the place of the step that it speaks of; `unheard` is whether it is in a language
    that nobody here hears; `passages` are articles' ids and their words that answer it where no intent does, the surest
    first; `text` is what was typed, empty for a button."""

    intent: str
    entities: tuple[tuple[str, str | int | float], ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    also: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    asks: bool = False
    asks_what: bool = False
    near_step: int | None = None
    language: str = "en"
    unheard: bool = False
    passages: tuple[tuple[str, str], ...] = ()
    text: str = ""

    def values(self, entity: str) -> list[str]:
        """All values of one entity, as text."""
        return [str(value) for name, value in self.entities if name == entity]

    def sureness(self, intent: str) -> float:
        """How sure it is that it says something of this intent; 0 where it says nothing of it."""
        return max((one.confidence for one in self.statements if one.intent == intent), default=0.0)

    def near(self, intent: str) -> int | None:
        """The place of the step that it speaks of where it says something of this intent, else that all of it does."""
        steps = (one.step for one in self.statements if one.intent == intent and one.step is not None)
        return next(steps, self.near_step)


@dataclass(frozen=True)
class Line:
    """One line inside a message: the response `utter_<name>` filled with `values`."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """Several things in one sentence, texts or lines: all of them, or any of them."""

    items: tuple[str | Line, ...]
    how: Literal["and", "or"] = "and"


@dataclass(frozen=True)
class Choice:
    """A button that stands for an intent. Its title is the article's `title`, or the response `utter_<label>`;
    `picture` is the id of a stored picture of what it does."""

    intent: str
    title: str = ""
    label: str = ""
    entities: Mapping[str, str] = field(default_factory=dict)
    picture: str = ""


@dataclass(frozen=True)
class Say:
    """One message: the response `utter_<name>`, filled with `values`; a value of `Line`s becomes that many lines.
    `kind` is how a channel may show it, one of those of unstuck/wording/messages.py. `language` is the one that it is
    said in where that is not the conversation's. `end` is how the conversation ends with it, `solved` or `handed_off`,
    empty if it goes on; `asks` is `comment` where a line of the person's own is welcome."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    kind: str = "text"
    language: str = ""
    end: str = ""
    asks: str = ""


@dataclass(frozen=True)
class SendFile:
    """A file for the person: ids of the stored file and of its preview, and what they show, in words."""

    attachment: str
    filename: str
    alt: Line
    preview: str


@dataclass(frozen=True)
class OpenTicket:
    """Hand the case to a person; the number is told to whom it belongs."""


@dataclass(frozen=True)
class ScheduleFollowUp:
    """Write again in so many hours."""

    hours: int


@dataclass(frozen=True)
class CancelFollowUps:
    """Write no more; `tell` says how many were called off."""

    tell: bool


@dataclass(frozen=True)
class CloseTicket:
    """The person does not want a person of the team any more; the number is told, or that there is no ticket."""


@dataclass(frozen=True)
class KeepContact:
    """Send the team's answer to this mail address as well."""

    address: str


@dataclass(frozen=True)
class ReturnFix:
    """The fix that a teammate gave the bot has ended: `solved`, `failed`, `skipped`, `stopped`, `left` for something
    else, or `handed_off` since the person asks for them."""

    fix: str
    result: str


@dataclass(frozen=True)
class LookAtPicture:
    """Inspect a picture: the one of this id, or the one seen last."""

    attachment: str | None = None


@dataclass(frozen=True)
class RepairPicture:
    """Hand back a picture that fits, with the part of it that was asked for."""

    attachment: str | None = None
    crop: str | None = None


@dataclass(frozen=True)
class DeletePhotos:
    """Delete every picture of this person, at once."""


@dataclass(frozen=True)
class NotUnderstood:
    """Keep what was typed for the team, which reads what the bot should learn; empty for a button."""

    text: str


@dataclass(frozen=True)
class Rate:
    """Remember whether the person was helped: thumb `up` or `down`."""

    thumb: str


@dataclass(frozen=True)
class Comment:
    """Keep what the person adds to the thumb."""

    text: str


@dataclass(frozen=True)
class Record:
    """Remember how a fix, or the whole case, went: `failed`, `skipped`, `solved`, `stopped` or `handed_off`."""

    result: str


Effect = (
    OpenTicket
    | CloseTicket
    | ReturnFix
    | KeepContact
    | ScheduleFollowUp
    | CancelFollowUps
    | LookAtPicture
    | RepairPicture
    | DeletePhotos
    | NotUnderstood
    | Rate
    | Comment
    | Record
)


@dataclass(frozen=True)
class Turn:
    """The case after a message, what to say, and what to do besides."""

    case: Case
    says: tuple[Say | SendFile, ...] = ()
    effects: tuple[Effect, ...] = ()

    def after(self, *says: Say | SendFile) -> Turn:
        """The same turn with `says` before its own."""
        return replace(self, says=says + self.says)

    def saying(self, *says: Say | SendFile) -> Turn:
        """The same turn with `says` behind its own."""
        return replace(self, says=self.says + says)

    def doing(self, *effects: Effect) -> Turn:
        """The same turn with more effects."""
        return replace(self, effects=self.effects + effects)
