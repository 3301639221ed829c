"""What an article's parts are while it is read: as written, with their lines, before names and links are settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from unstuck.articles.model import Device
from unstuck.drafting.blocks import Row


@dataclass(frozen=True)
class StepDraft:
    """One step; `help` may be empty."""

    title: str
    text: str
    number: int
    help: str = ""
    variants: Mapping[Device, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class MethodDraft:
    """One fix; `why` is what the text says before its first step, if anything."""

    title: str
    why: str
    steps: tuple[StepDraft, ...]
    number: int

    @property
    def step_texts(self) -> list[str]:
        """Title and text of each step."""
        return [f"{step.title} {step.text}" for step in self.steps]


@dataclass(frozen=True)
class CauseDraft:
    """One cause, and the titles of the fixes that stand with it in the text."""

    title: str
    explanation: str
    number: int
    fixed_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class EscalationDraft:
    """What to do where no fix helps, or in a case that none is for."""

    title: str
    advice: str
    number: int


@dataclass(frozen=True)
class AnswerDraft:
    """A question, or a heading that is answered by the text below it."""

    question: str
    text: str
    number: int


@dataclass(frozen=True)
class ComparisonDraft:
    """A table that compares, with the words of its section."""

    title: str
    rows: tuple[Row, ...]
    text: str
    number: int


@dataclass
class Draft:
    """An article while its parts are gathered.

    `headings` are the lines that only announce a part; `unsure` is what a person should look at, by line.
    """

    title: str = ""
    summary: list[str] = field(default_factory=list)
    takeaways: list[str] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)
    causes: list[CauseDraft] = field(default_factory=list)
    methods: list[MethodDraft] = field(default_factory=list)
    escalations: list[EscalationDraft] = field(default_factory=list)
    answers: list[AnswerDraft] = field(default_factory=list)
    comparison: ComparisonDraft | None = None
    prevention: list[str] = field(default_factory=list)
    source: str = ""
    headings: dict[int, str] = field(default_factory=dict)
    unsure: list[tuple[int, str]] = field(default_factory=list)

    def doubt(self, number: int, message: str) -> None:
        """Note what a person should look at, and on which line."""
        self.unsure.append((number, message))
