"""What the judge of messages at a step learns from: data/statements/at_step.yml (its README tells the form)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from sklearn.linear_model import LogisticRegression

from unstuck.errors import ModelError
from unstuck.understanding.context import Branch, Context, StepWords
from unstuck.understanding.move_judge import Judge, shares, together
from unstuck.understanding.moves import Array, Embed, Looks, Move, all_features
from unstuck.understanding.reach import REACHES, signs
from unstuck.understanding.statements import Act

FILE = "at_step.yml"
THIS = "this"  # the id of the fix on the screen
# How little the weights are held small. By leaving one of eight writers out, 0.003 to 0.03 differ by two points.
LOOSENESS = 0.01
LOOSENESS_OF_SECOND = 0.03  # the same of the second look; 0.01 to 0.1 differ by a point
LOOSENESS_OF_FURTHER = 0.1
FOLDS = 4  # parts of the lessons, each of which is looked at by what the others teach
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
            outcome=fix["outcome"],
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
    rows = [all_features(looks, one.context, act_of, embed) for one, looks in zip(lessons, looked, strict=True)]
    whole = np.stack([one[0] for one in rows])
    moves = np.array([list(Move).index(one.move) for one in lessons])
    seen = np.zeros((len(rows), len(together(np.ones((2, len(Move)), dtype=np.float32)))), dtype=np.float32)
    for fold in range(FOLDS):  # nothing is looked at by who has learned from it
        unseen = np.arange(len(rows)) % FOLDS == fold
        others = _weights(whole[~unseen], moves[~unseen], LOOSENESS)
        for place in np.flatnonzero(unseen):
            seen[place] = together(shares(rows[place], others))
    said = np.zeros((seen.shape[1] + 1, len(Move)), dtype=np.float32)
    said[-1] = NEVER
    for column, move in enumerate(Move):
        there = np.array([move is one.move or move in one.also for one in lessons])
        if any(there):
            said[:, [column]] = _weights(seen, there, LOOSENESS_OF_SECOND)
    further = np.stack([_further(lessons, looked, move, embed) for move in REACHES])
    first, second = _weights(whole, moves, LOOSENESS), _weights(seen, moves, LOOSENESS_OF_SECOND)
    return Judge(first, second, said, further)


def _weights(rows: Array, classes: NDArray[np.generic], looseness: float) -> Array:
    """What each feature counts, and in the last row none: a column for each move, or one for yes."""
    mean, scale = rows.mean(0), rows.std(0) + LEAST_SPREAD
    solver = LogisticRegression(C=looseness, max_iter=MOST_ROUNDS).fit((rows - mean) / scale, classes)
    counts, base = solver.coef_.T / scale[:, None], solver.intercept_ - solver.coef_ @ (mean / scale)
    if solver.classes_.dtype == bool:
        return np.vstack([counts, base]).astype(np.float32)
    weights = np.zeros((rows.shape[1] + 1, len(Move)), dtype=np.float32)
    weights[-1] = NEVER
    weights[:, solver.classes_] = np.vstack([counts, base])
    return weights


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
