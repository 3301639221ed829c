"""What a messenger has to be able to do, and what a person may have sent through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from unstuck.errors import ChannelError
from unstuck.storage.inbox import Arrival
from unstuck.storage.message_log import Entry
from unstuck.support.actor import Actor

ERASE = "erase_everything"  # what a command for it stands for; the bot never gets it


@dataclass(frozen=True)
class Typed:
    """Typed text."""

    text: str


@dataclass(frozen=True)
class Pressed:
    """A pressed button, by the id that it has of `buttons.py`; `title` is what stood on it, if the messenger tells."""

    button: str
    title: str | None = None


@dataclass(frozen=True)
class Commanded:
    """A command of the messenger, such as `/restart`: how it is shown, and the intent it stands for."""

    shown: str
    intent: str


@dataclass(frozen=True)
class Remote:
    """A file on the messenger's servers; `size` in bytes, if it is told; `headers`, or the address itself, open it."""

    url: str = field(repr=False)
    filename: str
    size: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Left:
    """Something that is not taken: what it is called, and a sentence that says why, and what to do instead."""

    name: str
    why: str


@dataclass(frozen=True)
class Voice:
    """A voice note, which nobody here can listen to; `language` is the person's, as far as the messenger tells it."""

    name: str
    language: str = ""


@dataclass(frozen=True)
class Sent:
    """Files, and what was typed with them, which is a message of its own where no picture is among them.

    `hint` is a sentence that this conversation is told once.
    """

    files: tuple[Remote | Left | Voice, ...]
    caption: str = ""
    hint: str | None = None


@dataclass(frozen=True)
class Handed:
    """A file that goes out."""

    data: bytes
    filename: str
    alt: str


class Act(StrEnum):
    """What somebody of the team does about a ticket in the messenger."""

    REPLY = "reply"
    NOTE = "note"
    CLOSE = "close"


@dataclass(frozen=True)
class ByTeam:
    """Somebody of the team, in the place where tickets are told: what they do about which ticket."""

    number: str
    who: Actor
    act: Act
    text: str = ""
    files: tuple[Remote | Left | Voice, ...] = ()


Said = Typed | Pressed | Commanded | Sent


class NotNow(ChannelError):
    """The messenger cannot be reached, or asks for patience: try again after `seconds`, if it says when."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__("messenger_not_now", f"The messenger does not take it now ({reason}): it is tried again.")
        self.reason = reason
        self.seconds = seconds


class TokenRefused(NotNow):
    """The messenger does not accept the token: what waits can go on when somebody has set another one."""


class Gone(ChannelError):
    """The person cannot be reached any more: has blocked the bot, or left."""

    def __init__(self, reason: str) -> None:
        super().__init__("messenger_gone", f"The person cannot be reached any more ({reason}).")
        self.reason = reason


class Rejected(ChannelError):
    """The messenger will never take this message, or never give this file."""

    def __init__(self, reason: str) -> None:
        super().__init__("messenger_rejected", f"The messenger does not take it ({reason}).")
        self.reason = reason


class Closed(ChannelError):
    """The person has to write first, and has been asked to: until then nothing else may be sent."""

    def __init__(self, reason: str) -> None:
        super().__init__("messenger_closed", f"The person has to write first ({reason}): until then it waits.")


class Service(Protocol):
    """One messenger, as the shared part sees it. Every method may raise NotNow."""

    typing_seconds: float  # for so long one call of `typing` is shown, a little less
    one_place: bool  # whether a conversation is always in one place: the latest address is then right for all of it

    @property
    def is_refused(self) -> bool:
        """Whether the messenger does not accept the token, as far as the last call has shown."""

    async def understand(self, arrival: Arrival) -> Said | ByTeam | None:
        """What an arrival says, and whatever it wants acknowledged; None for what needs no answer.

        Raises:
            ChannelError: it is refused; the sentence goes to the person.
        """

    async def send(self, address: Mapping[str, Any], entry: Entry, files: tuple[Handed, ...]) -> None:
        """Post one message of the bot. Raises Gone, Rejected, Closed."""

    async def typing(self, address: Mapping[str, Any]) -> None:
        """Show for a few seconds that the bot is working. Raises Gone, Rejected."""
