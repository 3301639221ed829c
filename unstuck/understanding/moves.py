"""What a message at a step asks for, told by one learned judgement: it is done, it fails, how is it done, and so on.

The judgement sees how likely each meaning is of the message and of its parts, how it is said, and what it is like: the
step on the screen, those around it, its branches, the names of this fix and of others, and the question whether the
trouble is gone. None of that is about one product, so it is learned from steps of many (data/statements/at_step.yml).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from unstuck.understanding.classifier import Guess
from unstuck.understanding.context import Context
from unstuck.understanding.index import SENTENCE
from unstuck.understanding.statements import Act

Array = NDArray[np.float32]
Embed = Callable[[str], Array]


class Move(StrEnum):
    """What somebody at a step asks for by a message."""

    DONE = "done"
    FIXED = "fixed"
    FAILS = "fails"
    HELP = "help"
    WAIT = "wait"
    BACK = "back"
    SKIP = "skip"
    TRIED = "tried"
    OTHER = "other"
    BRANCH = "branch"
    TELLS = "tells"
    ASKS = "asks"
    WANTS = "wants"
    TALK = "talk"


@dataclass(frozen=True)
class Looks:
    """What is guessed of a message: in the first row of all of it, in the others of its clauses, if it has several.

    Args:
        meant: what they mean.
        fixes: which fix they are about.
        hows: how they are said.
        vectors: where they lie in meaning, unit vectors, one a row.
        ways: the same as the classifier of how things are said sees it.
        asks: whether they have the form of a question; of the message, whether any clause has.
        texts: they themselves.
    """

    meant: tuple[Guess, ...]
    fixes: tuple[Guess, ...]
    hows: tuple[Guess, ...]
    vectors: Array
    ways: Array
    asks: tuple[bool, ...]
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """The message."""
        return self.texts[0]

    @property
    def words(self) -> int:
        """How many words the message has."""
        return len(self.text.split())

    def parts(self) -> Iterator[Looks]:
        """Each clause as if it were the message; none of a message with one, which is that."""
        for place in range(1, len(self.texts)):
            yield Looks(*(getattr(self, field.name)[place : place + 1] for field in fields(self)))


def sentences(text: str) -> list[str]:
    """The sentences of a step, without the stars around labels."""
    return [part for part in SENTENCE.split(text.replace("**", "")) if part.strip()]


def all_features(looks: Looks, context: Context, act_of: Callable[[str], Act], embed: Embed) -> Array:
    """The features of a message, and of each of its clauses as if it were all, a row each, in an order of its own.

    Args:
        looks: of the message.
        context: the step on the screen, with the words of the fix.
        act_of: tells the act of an intent.
        embed: the unit vector of words, remembered.
    """
    seen = _seen(looks, context, act_of, embed)
    parts = (_numbers(part, context, seen[[place]]) for place, part in enumerate(looks.parts(), start=1))
    return np.stack([_numbers(looks, context, seen), *parts])


def _numbers(looks: Looks, context: Context, seen: NDArray[np.float64]) -> Array:
    """The features, from what `_seen` tells of the message and of each of its clauses."""
    numbers: list[float] = []
    for rows in (slice(0, 1), slice(-1, None), slice(None)):  # all of it, its last clause, and whatever is in it
        likely, near = np.split(seen[rows].max(0), [len(MEANINGS) + len(HOWS)])
        numbers += [*np.column_stack([likely, np.log(likely + LEAST)]).flat]
        numbers += [*near, *((near == near.max()) & (near > 0))]
    asked = context.moment == "outcome"
    numbers += [
        asked,
        asked or context.moment == "last_step",
        context.step == 0,
        looks.asks[0],
        np.log1p(looks.words),
        len(looks.meant) > 1,
        bool(context.branches),
    ]
    return np.concatenate([np.array(numbers, dtype=np.float32), looks.vectors[0], looks.ways[0]])


MEANINGS = (
    "next_step", "confirm_fixed", "report_still_failing", "take_branch", "ask_step_help", "repeat_step",
    "previous_step",
    "skip_method", "choose_method", "already_tried", "affirm", "deny", "leave_open", "express_frustration",
    "express_sarcasm", "thank", "background", "out_of_scope", "talk_to_human", "stop_guide",
    Act.DESCRIBES, Act.ASKS, Act.HAS, Act.WANTS, Act.TALKS,
)  # fmt: skip
HOWS = (
    "stated", "denied", "done", "failed", "not_done", "wont", "unable", "unsure", "asked", "wanted", "works", "not_me"
)  # fmt: skip
LEAST = 0.01  # added to a share before its logarithm is taken
SURE = 0.5


def _kind(intent: str, act_of: Callable[[str], Act]) -> str:
    return intent if intent in MEANINGS else act_of(intent)


def _seen(looks: Looks, context: Context, act_of: Callable[[str], Act], embed: Embed) -> NDArray[np.float64]:
    """Of the message and of each clause, a row each: how likely each kind of meaning and each way to say something is,
    and how like it is to what stands around."""
    likely = [
        (*_shares(meant, lambda intent: _kind(intent, act_of), MEANINGS), *_shares(how, str, HOWS))
        for meant, how in zip(looks.meant, looks.hows, strict=True)
    ]
    return np.column_stack([likely, *(_nearest(looks.vectors, words, embed) for words in _around(context))])


def _shares(guess: Guess, kind: Callable[[str], str], kinds: Sequence[str]) -> list[float]:
    """What a guess gives to each kind."""
    sums = dict.fromkeys(kinds, 0.0)
    for name, share in guess.ranking:
        if (its := kind(name)) in sums:
            sums[its] += share
    return list(sums.values())


def _around(context: Context) -> Iterator[tuple[str, ...]]:
    """The words at and around the step on the screen."""
    at, steps = context.step, context.steps
    on_screen = steps[at : at + 1]
    yield tuple(part for step in on_screen for part in sentences(step.says))
    yield tuple(part for step in on_screen for part in sentences(step.help))
    yield tuple(part for step in steps[at + 1 : at + 2] for part in sentences(f"{step.says} {step.help}"))
    yield tuple(part for step in steps[at + 2 :] for part in sentences(f"{step.says} {step.help}"))
    yield tuple(part for step in steps[:at] for part in sentences(f"{step.says} {step.help}"))
    yield tuple(words for branch in context.branches if branch.target.startswith(f"{at}.") for words in branch.says)
    yield context.called
    yield context.others
    yield (context.outcome,) if context.outcome else ()


def likeness(vectors: Array, words: Sequence[str], embed: Embed) -> float:
    """The highest cosine of some vectors to some words; 0 where there are none."""
    return float(_nearest(vectors, words, embed).max())


def _nearest(vectors: Array, words: Sequence[str], embed: Embed) -> Array:
    """The highest cosine of each of some vectors to some words; 0 where there are none."""
    if not words:
        return np.zeros(len(vectors), dtype=np.float32)
    nearest: Array = (vectors @ np.stack([embed(one) for one in words]).T).max(1)
    return nearest
