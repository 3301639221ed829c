"""What the judge of messages at a step learns from: data/statements/at_step.yml (its README tells the form)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression

from unstuck.errors import ModelError
from unstuck.understanding.context import Branch, Context, StepWords
from unstuck.understanding.move_judge import Judge
from unstuck.understanding.moves import Array, Embed, Looks, Move, features
from unstuck.understanding.reach import REACHES, signs
from unstuck.understanding.statements import Act

FILE = "at_step.yml"
THIS = "this"  # the id of the fix on the screen
# How little the weights are held small. By leaving one of eight writers out, 0.003 to 0.03 differ by two points.
LOOSENESS = 0.01
LOOSENESS_OF_FURTHER = 0.1
LEAST_SPREAD = 1e-3  # of a feature, so that one that is always the same divides by something
NEVER = -30.0  # the score of what no lesson says
MOST_ROUNDS = 500  # of the solver; it needs some 200


@dataclass(frozen=True)
class Lesson:
    """A message at a step.

    Args:
        text: the message.
        context: the step on the screen, with the words of its fix.
        move: what it asks for first.
        also: what else it says.
        reached: the place of the step that is to be shown for it; that behind the last where all are done.
    """

    text: str
    context: Context
    move: Move
    also: frozenset[Move]
    reached: int


def read(path: Path) -> list[Lesson]:
    """The lessons of a file. Raises ModelError: it is missing or not as the README says."""
    try:
        return [lesson for fix in YAML(typ="safe").load(path) for lesson in _of_fix(fix)]
    except Exception as error:
        raise ModelError("lessons_wrong", f"{path} cannot be learned from ({error!r}); restore or mend it.") from None


def _of_fix(fix: Mapping[str, Any]) -> Iterator[Lesson]:
    steps = tuple(StepWords(step["says"], step.get("help") or "") for step in fix["steps"])
    for one in fix["messages"]:
        at, move = one["at"] - 1, Move(one["move"])
        branches = tuple(
            Branch(f"{place}.{number}", (says,))
            for place, step in enumerate(fix["steps"])
            for number, says in enumerate(step.get("branches") or () if place >= at else ())
        )
        context = Context(
            moment="outcome" if one.get("asked") else "last_step" if at == len(steps) - 1 else "step",
            method=THIS,
            step=at,
            steps=steps,
            called=(fix["fix"],),
            others=tuple(fix["other_fixes"]),
            branches=branches,
        )
        reached = one.get("to", at + 1 + (move is Move.DONE)) - 1
        yield Lesson(one["text"], context, move, frozenset(map(Move, one.get("also", ()))), reached)


def learn(lessons: Sequence[Lesson], looked: Sequence[Looks], act_of: Callable[[str], Act], embed: Embed) -> Judge:
    """A judge from lessons.

    Args:
        lessons: to learn from.
        looked: what is guessed of each.
        act_of: tells the act of an intent.
        embed: the unit vector of words, remembered.
    """
    rows = np.stack([features(looks, one.context, act_of, embed) for one, looks in zip(lessons, looked, strict=True)])
    mean, scale = rows.mean(0), rows.std(0) + LEAST_SPREAD
    rows = (rows - mean) / scale
    weights, said = np.zeros((2, rows.shape[1] + 1, len(Move)), dtype=np.float32)
    first = _solver().fit(rows, [list(Move).index(one.move) for one in lessons])
    weights[-1] = said[-1] = NEVER
    weights[:-1, first.classes_] = first.coef_.T
    weights[-1, first.classes_] = first.intercept_
    for place, move in enumerate(Move):
        there = [move is one.move or move in one.also for one in lessons]
        if any(there):
            own = _solver().fit(rows, there)
            said[:-1, place], said[-1, place] = own.coef_[0], own.intercept_[0]
    further = np.stack([_further(lessons, looked, move, embed) for move in REACHES])
    return Judge(mean, scale, weights, said, further)


def _solver() -> LogisticRegression:
    return LogisticRegression(C=LOOSENESS, max_iter=MOST_ROUNDS)


def _further(lessons: Sequence[Lesson], looked: Sequence[Looks], move: Move, embed: Embed) -> Array:
    """What the signs of a step count where this is the move, so that the step that was reached outweighs each other."""
    apart: list[Array] = []
    for one, looks in zip(lessons, looked, strict=True):
        if one.move is move:
            rows = signs(looks, one.context, move, embed)
            reached = one.reached - one.context.step - (move is Move.DONE)
            apart.append((rows[reached] - np.delete(rows, reached, axis=0)) / np.sqrt(max(len(rows) - 1, 1)))
    differences = np.concatenate(apart)
    scale = differences.std(0) + LEAST_SPREAD
    both = np.concatenate([differences, -differences]) / scale
    solver = LogisticRegression(C=LOOSENESS_OF_FURTHER, max_iter=MOST_ROUNDS, fit_intercept=False)
    counts: Array = solver.fit(both, np.repeat([1, 0], len(differences))).coef_[0].astype(np.float32) / scale
    return counts
