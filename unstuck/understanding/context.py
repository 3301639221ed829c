"""What the bot said last, as far as it decides what an answer means."""

from __future__ import annotations

from dataclasses import dataclass

# Those in which a question or a step is open.
MOMENTS = ("step", "last_step", "outcome", "cause", "methods", "escalation")


@dataclass(frozen=True)
class Option:
    """One of the things that were offered: the intent and entities of its button, and its words."""

    intent: str
    words: str
    entities: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Branch:
    """What may be said at a step, in several ways, and the name of where it leads."""

    target: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class StepWords:
    """The words of a step, and what is said to who asks how it is done."""

    says: str
    help: str = ""


@dataclass(frozen=True)
class Context:
    """The moment in which something is said.

    Args:
        moment: what is open: "step", "last_step", "cause", "article", "methods", "outcome", "escalation",
            "follow_up", "hand_off", "ticket", "advice" or "solved"; empty out of nowhere.
        method: the id of the fix on the screen.
        step: the place of the step on the screen within that fix.
        steps: the words of every step of that fix.
        called: the title and other names of that fix.
        others: the same of the article's other fixes.
        options: what was offered, in the order as it was shown.
        branches: of the step on the screen and of those after it.
        outcome: the question whether the trouble is gone.
        language: of the conversation so far, an ISO 639-1 code; empty while it is not known.
    """

    moment: str = ""
    method: str = ""
    step: int = 0
    steps: tuple[StepWords, ...] = ()
    called: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    branches: tuple[Branch, ...] = ()
    outcome: str = ""
    language: str = ""


NOWHERE = Context()
