"""What tells which step somebody has reached: the next, or a later one, or a later one that is asked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

import numpy as np

from unstuck.understanding.context import Context, StepWords
from unstuck.understanding.lexicon import words
from unstuck.understanding.moves import SURE, Array, Embed, Looks, Move, likeness, sentences
from unstuck.understanding.tokens import stem, tokeniser

TEXTS_KEPT = 1_024  # of steps and helps, whose words are remembered
NAME = re.compile(r"(?<=[^.!?] )[A-Z]\w*")  # a capital inside a sentence: what is on a screen
DEEDS = ("done", "failed")  # ways in which a deed is told
SHARPLY = 8.0  # how much more the likest of the steps counts than the others, for how far on a clause is
HALF = 0.5  # added to how many steps have a word, so that one which all have weighs next to nothing
REACHES = (Move.DONE, Move.HELP)  # moves that may be about a later step


def signs(looks: Looks, context: Context, move: Move, embed: Embed) -> Array:
    """What tells that a message has reached a step, a row for the step that it reaches anyway and each one behind it.

    The last row of what is done is for the place behind all steps. A row tells how like the message and its deeds are
    to the step that would be the last one done, or the one asked about, beside those around it; how far on that is, and
    for how many deeds; and how many words that only this step has. Arguments are those of `Judge.reached`.
    """
    rows = slice(1, None) if len(looks.vectors) > 1 else slice(None)
    at, steps = context.step, [sentences(f"{step.says} {step.help}") for step in context.steps]
    near = np.array([[likeness(vector[None], step, embed) for step in steps] for vector in looks.vectors[rows]])
    deeds = np.array([sum(dict(how.ranking).get(one, 0.0) for one in DEEDS) for how in looks.hows[rows]])
    named, aside = _named(looks.text, context.steps)
    likest, mine = near.max(0), (near - near.mean(1, keepdims=True)).max(0)
    done = (deeds[:, None] * near).max(0)
    weights = np.exp(SHARPLY * near[:, at:])
    ahead = weights / weights.sum(1, keepdims=True) @ np.arange(len(steps) - at)  # how far on each clause is
    many, surely = len(near) > 1, float((deeds >= SURE).sum())
    found = []
    for here in range(at, len(steps)):  # the step that is the last one done, or that is asked about
        gap, passed = here - at, likest[at + 1 : here + 1]
        told = [gap == 0, gap == 1, gap > 1, here + 1 == len(steps), np.log1p(gap)]
        told += [deeds.sum() - gap, abs(deeds.sum() - gap - 1), abs(surely - gap - 1)]
        told += [likest[here], likest[here] - likest[at:].max(), near[-1, here], near[-1, here] - near[-1, at:].max()]
        told += [mine[here], done[here], done[here] - done[at:].max()]
        told += [passed.min(initial=1.0) if gap else 0.0, passed.mean() if gap else 0.0]
        told += [abs(ahead.max() - gap), ahead.max() - gap, abs(ahead[-1] - gap), abs((ahead * deeds).max() - gap)]
        told += [named[here] - max(named[at:-1]), named[here] > 0, named[here + 1], sum(named[at + 1 : here + 1])]
        told += [aside[here], (gap > 0) * np.log1p(looks.words), (gap > 0) * many, (gap > 0) * likest[at]]
        found.append(told)
    return np.array(found, dtype=np.float32)


def _named(text: str, steps: Sequence[StepWords]) -> tuple[list[float], list[float]]:
    """How many words of each step a message has, and how many more of its help; last a 0 for what is behind them.

    A word that several steps have counts the less: "tap" tells nothing, "limited" that somebody sees the last one.
    """
    said = frozenset(map(stem, words(text)))
    says, helps = [own_words(step.says) for step in steps], [own_words(step.help) for step in steps]
    often = Counter(chain.from_iterable(says))
    named = [sum(np.log((len(steps) + 1) / (often[word] + HALF)) for word in sorted(step & said)) for step in says]
    aside = [float(len(help & said - step)) for step, help in zip(says, helps, strict=True)]
    return [*named, 0.0], [*aside, 0.0]


@lru_cache(TEXTS_KEPT)
def own_words(text: str) -> frozenset[str]:
    """The stems of the words of a step or its help that other text need not have: names, and all but little ones."""
    little = tokeniser().Defaults.stop_words
    names = frozenset(name.lower() for name in NAME.findall(text.replace("*", "")))
    return frozenset(stem(word) for word in words(text) if word[0].isalnum() and (word in names or word not in little))
