"""What tells which step somebody has reached who is further than the one on the screen, or asks about a later one."""

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
HALF = 0.5  # added to how many steps have a word, so that one which all have weighs next to nothing
REACHES = (Move.DONE, Move.HELP)  # moves that may be about a later step


def signs(looks: Looks, context: Context, move: Move, embed: Embed) -> list[Array]:
    """What tells that a message has reached a later step, a row for each step behind the one that it reaches anyway.

    The last row of what is done is for the place behind all steps. The very words of a step tell which one a question
    is about; who is done with a step names the next as often as it. Arguments are those of `Judge.reached`.
    """
    rows = slice(1, None) if len(looks.vectors) > 1 else slice(None)
    steps = [sentences(f"{step.says} {step.help}") for step in context.steps]
    near = np.array([[likeness(vector[None], step, embed) for step in steps] for vector in looks.vectors[rows]])
    near = np.pad(near, ((0, 0), (0, 1)))  # nothing is like what is behind the last step
    deeds = sum(sum(dict(how.ranking).get(one, 0.0) for one in ("done", "failed")) >= SURE for how in looks.hows[rows])
    named, aside = _named(looks.text, context.steps)
    passed = context.step + 1
    found = []
    for place in range(passed + (move is Move.DONE), len(steps) + (move is Move.DONE)):
        best, mine = near.max(0), near - near[:, :-1].mean(1, keepdims=True)
        through = best[passed : place + (move is Move.HELP)]
        own = [named[place], named[place - 1], named[context.step], aside[place], 0 < named[place] == max(named)]
        told = [1.0, place > passed + 1, place >= len(steps), best[place], mine.max(0)[place], near[-1, place]]
        told += [through.min(), through.mean(), best[place - 1], near[-1, place - 1], best[context.step]]
        told += [len(near), deeds, np.log1p(looks.words)]
        told += own if move is Move.HELP else [0.0] * len(own)
        found.append(np.array(told, dtype=np.float32))
    return found


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
