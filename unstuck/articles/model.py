"""What an article is. These models are the schema: a file that does not fit them is refused.

Everything is immutable. Sizes are bytes (1 MB = 10^6 bytes, as iOS counts), lengths pixels, times hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ID = r"^[a-z][a-z0-9_]*$"
INTENT = r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$"
FORMAT = r"^[A-Z0-9]+$"

# A name that other files may refer to.
Id = Annotated[str, StringConstraints(pattern=ID)]
# An intent: shared by articles, or an article's own (`article.part`). Rasa takes a dot in an intent and in a button's
# payload; it keeps `/` for response selectors, `{` and `@` for payloads.
IntentName = Annotated[str, StringConstraints(pattern=INTENT)]
# Words for a person; never empty.
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# An image format as Pillow names it, such as JPEG.
FormatName = Annotated[str, StringConstraints(pattern=FORMAT)]
# A whole number above zero.
Count = Annotated[int, Field(gt=0)]

Entry = TypeVar("Entry")
# A list that must not be empty.
Some = Annotated[tuple[Entry, ...], Field(min_length=1)]


def owner(intent: str) -> str:
    """The id of the article that an intent belongs to; empty for a shared one."""
    return intent.rpartition(".")[0]


class Device(StrEnum):
    """The kinds of device whose gestures and buttons differ."""

    FACE_ID = "face_id"
    HOME_BUTTON = "home_button"
    IPAD = "ipad"


class Written(BaseModel):
    """Anything in an article's file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Branch(Written):
    """What somebody may find at a step, and where that leads.

    `says` are ways to tell it. `to` is the id of a step of the same fix, `next_step`, `fix_done` (there was nothing to
    do: this fix is done) or `next_fix` (it cannot be done here). `answer` is said before going there.
    """

    says: Some[Text]
    to: Id
    answer: Text | None = None


class Step(Written):
    """One thing to do. `title` is a few words for a text that does not do without. `variants` replaces `text` on the
    kinds of device it names; `help` is for who is stuck on it.

    `id` lets branches lead here. `met_by` are facts of a picture: where all of them are told and within the article's
    limits, there is nothing to do here. `drawing` names the drawing that shows it, `drawings` another one on some
    devices. Kinds of device are those of data/entities/devices.yml.
    """

    id: Id | None = None
    title: Text | None = None
    text: Text
    help: Text | None = None
    branches: tuple[Branch, ...] = ()
    met_by: tuple[Literal["file_format", "file_size", "dimensions"], ...] = ()
    variants: Mapping[Id, Text] = {}
    drawing: Id | None = None
    drawings: Mapping[Id, Id] = {}

    def text_for(self, device: str | None) -> str:
        """The step's words for a kind of device, or those for every device where it has none of its own."""
        return self.variants.get(device, self.text) if device else self.text

    def drawing_for(self, device: str | None) -> str | None:
        """The name of the drawing for a kind of device, if there is one."""
        return self.drawings.get(device) or self.drawing if device else self.drawing


class Method(Written):
    """One fix. `names` are what people call it; `intents` point straight to it, past any cause.

    `within` are shared intents that do so only when the talk is about this article anyway.
    """

    id: Id
    title: Text
    why: Text | None = None
    names: tuple[Text, ...] = ()
    steps: Some[Step]
    intents: tuple[IntentName, ...] = ()
    within: tuple[IntentName, ...] = ()

    @property
    def depends_on_device(self) -> bool:
        """Whether any step reads differently on another device."""
        return any(step.variants for step in self.steps)


class Cause(Written):
    """Why the error appears. `alerts` are other messages on the screen that give this cause away.

    `intents` point to it from anywhere, the first of them by a button; `within` are shared intents that point to it
    only when the talk is about this article anyway.
    """

    id: Id
    title: Text
    short: Text
    explanation: Text
    signs: Some[Text]
    intents: Some[IntentName]
    within: tuple[IntentName, ...] = ()
    methods: tuple[Id, ...] = ()
    alerts: tuple[Text, ...] = ()


class Escalation(Written):
    """A case that no fix solves: a question that decides, and what to do then.

    `aside` is said instead to who tells this out of nowhere and nothing of what the article is about.
    With `old_system` it is about the device's system, and does not arise where that is known to be the newest.
    """

    id: Id
    title: Text
    question: Text
    advice: Text
    intents: Some[IntentName]
    within: tuple[IntentName, ...] = ()
    aside: Text | None = None
    old_system: bool = False
    wait_hours: Count | None = None
    most_per_day: Count | None = None
    alerts: tuple[Text, ...] = ()


class ImageLimits(Written):
    """What the app takes as a picture, and the cause and method that a bad picture leads to."""

    formats: Some[FormatName]
    most_bytes: Count
    advised_bytes: Count
    side: Count
    square: bool
    cause: Id
    method: Id


class Answer(Written):
    """A question that people ask in passing, by its intent. `question` stands on a button; an own intent needs it."""

    intent: IntentName
    text: Text
    question: Text | None = None


class ComparisonRow(Written):
    """One line of the comparison: what it compares, here and there."""

    item: Text
    this: Text
    other: Text


class Comparison(Written):
    """This error beside related ones, whose intent and messages lead here."""

    title: Text
    other_messages: tuple[Text, ...] = ()
    intents: tuple[IntentName, ...] = ()
    advice: Text
    rows: Some[ComparisonRow]


class Article(Written):
    """One error of one app, with everything that is known about it.

    `about` is what people call the thing that it is about, in small letters: without any of these words a message from
    nowhere is not taken for this article alone.
    `outcome` is the question whether it works now, in words that fit this error.
    `checked` is the day on which somebody last went through it on a device.
    A `notice`, such as a known outage, is told before any fix; `unstuck articles notice` and the team tell others.
    A `draft` is not published: only the check and the preview know it.
    With `learn_order`, the methods of a cause are tried in the order that the outcomes teach: `unstuck outcomes order`.
    """

    id: Id
    title: Text
    product: Text
    platforms: Some[Text]
    error_messages: tuple[Text, ...] = ()
    about: tuple[Text, ...] = ()
    intents: Some[IntentName]
    summary: Text
    takeaways: tuple[Text, ...] = ()
    chain: Text | None = None
    causes: tuple[Cause, ...] = ()
    methods: tuple[Method, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    image: ImageLimits | None = None
    answers: tuple[Answer, ...] = ()
    comparison: Comparison | None = None
    outcome: Text | None = None
    prevention: Text | None = None
    source: Text
    learn_order: bool = False
    draft: bool = False
    notice: Text | None = None
    checked: date | None = None

    @property
    def in_short(self) -> tuple[str, ...]:
        """The takeaways, or the summary where there are none."""
        return self.takeaways or (self.summary,)

    def method(self, id: str) -> Method:
        """The method with this id. Raises KeyError."""
        return _by_id(self.methods, id)

    def cause(self, id: str) -> Cause:
        """The cause with this id. Raises KeyError."""
        return _by_id(self.causes, id)

    def escalation(self, id: str) -> Escalation:
        """The escalation with this id. Raises KeyError."""
        return _by_id(self.escalations, id)


def _by_id[Named: (Method, Cause, Escalation)](parts: tuple[Named, ...], id: str) -> Named:
    for part in parts:
        if part.id == id:
            return part
    raise KeyError(id)
