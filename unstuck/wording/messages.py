"""Messages of a conversation: a few frozen values, the same for every channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True)
class Button:
    """What stands on it, what Rasa gets when it is pressed, and the attachment that shows what it does, if one does."""

    title: str
    payload: str
    picture: str | None = None


@dataclass(frozen=True)
class Message:
    """One message; `text` is Markdown with **labels** and says everything that the other fields do. `end` is how the
    conversation ends with it, `solved` or `handed_off`, for the page around the chat; `asks` is `comment` where a line
    of the person's own is welcome; `by` is the name of the teammate who wrote it; `language` is that of the words;
    `undelivered` why a messenger could not deliver it, as it told later."""

    kind: ClassVar[str] = "text"

    text: str = ""
    buttons: tuple[Button, ...] = ()
    end: str | None = field(default=None, kw_only=True)
    asks: str | None = field(default=None, kw_only=True)
    by: str | None = field(default=None, kw_only=True)
    language: str | None = field(default=None, kw_only=True)
    undelivered: str | None = field(default=None, kw_only=True)


@dataclass(frozen=True, kw_only=True)
class _OfFix(Message):
    """Something of a fix: which one of how many it is, and its title."""

    fix: int
    fixes: int
    fix_title: str


@dataclass(frozen=True, kw_only=True)
class Step(_OfFix):
    """One step of a fix; `drawing` is the name of a picture of it, `last` that the buttons ask whether it worked."""

    kind: ClassVar[str] = "step"

    step: int
    steps: int
    title: str
    body: str
    drawing: str | None = None
    last: bool = False


@dataclass(frozen=True)
class Item:
    """One step of a whole fix."""

    number: int
    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class WholeFix(_OfFix):
    """All steps of a fix at once."""

    kind: ClassVar[str] = "whole_fix"

    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True)
class Report(Message):
    """What was found in a picture; no findings mean that it is fine."""

    kind: ClassVar[str] = "report"

    facts: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _OfAttachment(Message):
    """A file by its id in the attachment store, its name, and what it shows in words."""

    attachment: str
    filename: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class File(_OfAttachment):
    """A file for the person; `preview` is the id of a picture of it."""

    kind: ClassVar[str] = "file"

    preview: str | None = None


@dataclass(frozen=True, kw_only=True)
class Picture(_OfAttachment):
    """A picture that the person sent; `text` is its caption."""

    kind: ClassVar[str] = "picture"


@dataclass(frozen=True, kw_only=True)
class Notice(Message):
    """A line about the conversation itself; `holder` is who holds it from here on, `bot` or `team`, if that changes."""

    kind: ClassVar[str] = "notice"

    holder: str | None = None


@dataclass(frozen=True)
class Trouble(Message):
    """That there is no answer to what was said: the same may be sent again, and is then as if it were new."""

    kind: ClassVar[str] = "trouble"


BESIDE = ("end", "asks", "by", "language", "undelivered")  # what stands beside the words, where there is any of it
KINDS = {kind.kind: kind for kind in (Message, Step, WholeFix, Report, File, Picture, Notice, Trouble)}


def to_json(message: Message) -> dict[str, Any]:
    """The message as JSON has it, with its kind; what stands beside the words only where there is any."""
    buttons = [{name: value for name, value in asdict(one).items() if value is not None} for one in message.buttons]
    shown = {"kind": message.kind, **asdict(message), "buttons": buttons}
    return {name: value for name, value in shown.items() if value or name not in BESIDE}


def from_json(data: Mapping[str, Any]) -> Message:
    """The message that `to_json` wrote."""
    values = dict(data)
    kind = KINDS[values.pop("kind")]
    values["buttons"] = tuple(Button(**button) for button in values["buttons"])
    if "items" in values:
        values["items"] = tuple(Item(**item) for item in values["items"])
    if "findings" in values:
        values["findings"] = tuple(values["findings"])
    return kind(**values)
