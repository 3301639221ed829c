"""The case: everything that is remembered of one person's trouble between two messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from enum import StrEnum
from typing import Any

from pydantic.dataclasses import dataclass


class Asking(StrEnum):
    """What the bot waits for an answer to."""

    ARTICLE = "article"
    CAUSE = "cause"
    METHOD = "method"  # the list of fixes is on the screen
    DONE = "done"  # whether the steps were done at all
    TEST = "test"  # the last step of a fix is on the screen
    OUTCOME = "outcome"  # asked in so many words whether it works now
    ESCALATION = "escalation"
    FOLLOW_UP = "follow_up"
    HAND_OFF = "hand_off"
    TROUBLE = "trouble"  # what it is about, in one line, before somebody of the team is called


class Thumbs(StrEnum):
    """How it stands with the question whether the bot has helped."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    PASSED_OVER = "passed_over"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Case:
    """One person's trouble. Ids are those of the article; `plan` is the order of all its methods for these causes."""

    language: str = ""  # that the conversation is in, empty while nobody knows it
    article: str | None = None
    causes: tuple[str, ...] = ()
    device: str | None = None  # its kind
    model: str = ""
    owned: tuple[str, ...] = ()  # every kind of device that was named
    os_version: str = ""
    newest_system: bool = False  # the device can have no newer one
    device_asked: bool = False
    whole_fixes: bool = False
    plan: tuple[str, ...] = ()
    method: str | None = None
    step: int = 0
    tried: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()  # causes that the person denied
    asking: Asking | None = None
    escalation: str | None = None
    escalations_done: tuple[str, ...] = ()
    misunderstood: int = 0
    paused: bool = False
    solved: bool = False
    thumbs: Thumbs = Thumbs.NOT_ASKED
    ticket: str | None = None
    rivals: tuple[str, ...] = ()  # articles of which one was asked for
    hints: tuple[str, ...] = ()  # intents that wait for that answer
    photo: str | None = None  # id of the picture seen last
    photo_findings: tuple[str, ...] = ()
    hurried: int = 0  # fixes in a row that were said to fail before their second step
    said: tuple[str, ...] = ()  # digests of what the last turns said, so that it is not said again
    contact: str = ""  # how it stands with a mail address for the answer: guide/handover.py
    away_told: bool = False  # that nobody of the team is there now
    assigned: str = ""  # the fix that a teammate gave the bot, and waits for the result of
    promised: str = ""  # the escalation after whose waiting time a message was promised

    @property
    def is_open(self) -> bool:
        """Whether a fix, or a question about one article, is under way."""
        return bool(self.article and not self.solved and (self.plan or self.asking))

    @property
    def waits_for_team(self) -> bool:
        """Whether the person waits for the team, and the guide rests until they go on with it."""
        return bool(self.ticket and self.paused)

    def anew(self, tried: tuple[str, ...] = ()) -> Case:
        """A case with only what is the person's: device, pace, ticket, picture, a promise; and fixes `tried` before."""
        return Case(
            language=self.language,
            device=self.device,
            model=self.model,
            owned=self.owned,
            os_version=self.os_version,
            newest_system=self.newest_system,
            device_asked=self.device_asked,
            whole_fixes=self.whole_fixes,
            tried=tried,
            said=self.said,
            promised=self.promised,
            ticket=self.ticket,
            contact=self.contact,
            away_told=self.away_told,
            photo=self.photo,
            photo_findings=self.photo_findings,
            thumbs=self.thumbs,
        )

    def to_json(self) -> dict[str, Any]:
        """What a Rasa slot keeps."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Case:
        """The case that `to_json` wrote; fields that a newer version dropped are passed over."""
        known = {item.name for item in fields(cls)}
        return cls(**{key: value for key, value in (data or {}).items() if key in known})
