"""The learned judgement of what a message at a step asks for, what else it says, and which step it has reached.

It looks twice: at the message and at each of its clauses as if that were the whole, and then at what all of these
seemed to ask for. So "closed it. opened it. IT WORKS" is not the mean of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from unstuck.understanding.context import Context
from unstuck.understanding.moves import LEAST, Array, Embed, Looks, Move
from unstuck.understanding.reach import REACHES, signs


@dataclass(frozen=True)
class Judge:
    """The learned judgement of a message at a step: which move is next, what else it says, which step it has reached.

    Args:
        first: weights of the first look: a row for each feature and one for none, a column a move in order of `Move`.
        second: the same of the second look, whose features are those of `seen`.
        said: the same for what a message says at all, be it beside another move.
        further: what each of `signs` counts, a row for each move of `REACHES`: the step with the highest sum is reached
    """

    first: Array
    second: Array
    said: Array
    further: Array

    def seen(self, numbers: Array) -> Array:
        """What the second look goes by, from the features of a message and of each of its clauses, a row each."""
        return together(shares(numbers, self.first))

    def moves(self, seen: Array) -> dict[Move, float]:
        """How likely each move is the next; together 1."""
        return dict(zip(Move, shares(seen[None], self.second)[0].tolist(), strict=True))

    def says(self, seen: Array) -> dict[Move, float]:
        """How likely it is that a message says each thing at all."""
        likely = 1 / (1 + np.exp(-(seen @ self.said[:-1] + self.said[-1])))
        return dict(zip(Move, likely.tolist(), strict=True))

    def reached(self, looks: Looks, context: Context, move: Move, embed: Embed) -> int:
        """The place of the step that is to be shown: the next, that on the screen, or a later one that is spoken of.

        Args:
            looks: of the message.
            context: the step on the screen, with the words of the fix.
            move: what the message asks for.
            embed: the unit vector of words, remembered.
        """
        first = context.step + (move is Move.DONE)
        if move not in REACHES:
            return first
        return first + int((signs(looks, context, move, embed) @ self.further[REACHES.index(move)]).argmax())

    def arrays(self) -> dict[str, Array]:
        """What goes into an npz file."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def restore(cls, arrays: Mapping[str, Array]) -> Judge:
        """Put it together again from `arrays()`."""
        return cls(**{field.name: arrays[field.name] for field in fields(cls)})


def shares(numbers: Array, weights: Array) -> Array:
    """How likely each move is, a row for each row of features; each row adds up to 1."""
    scores = numbers @ weights[:-1] + weights[-1]
    likely = np.exp(scores - scores.max(1, keepdims=True))
    found: Array = likely / likely.sum(1, keepdims=True)
    return found


def together(likely: Array) -> Array:
    """The features of the second look: what the message, any of its clauses, the last and the first seem to ask for.

    Args:
        likely: how likely each move is, of all of the message in the first row, in the others of its clauses.
    """
    parts = likely[1:] if len(likely) > 1 else likely  # a message with one clause is that
    least, least_of_parts = np.log(likely[0] + LEAST), np.log(parts + LEAST)
    rows = (least, least_of_parts.max(0), least_of_parts[-1], least_of_parts[0], parts.max(0), parts[-1])
    return np.concatenate(rows).astype(np.float32)
