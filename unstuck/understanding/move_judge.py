"""The learned judgement of what a message at a step asks for, what else it says, and which step it has reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from unstuck.understanding.context import Context
from unstuck.understanding.moves import Array, Embed, Looks, Move
from unstuck.understanding.reach import REACHES, signs


@dataclass(frozen=True)
class Judge:
    """The learned judgement of a message at a step: which move is next, what else it says, which step it has reached.

    Args:
        mean: of each feature in the lessons, and `scale` how it spreads there.
        weights: for the one move that is next: one row a feature and one for none, a column a move in order of `Move`.
        said: the same for what a message says at all, be it beside another move.
        further: what each of `signs` counts, a row for each move of `REACHES`: the step with the highest sum is reached
    """

    mean: Array
    scale: Array
    weights: Array
    said: Array
    further: Array

    def moves(self, numbers: Array) -> dict[Move, float]:
        """How likely each move is the next, from the features of a message; together 1."""
        scores = self._scores(numbers, self.weights)
        shares = np.exp(scores - scores.max())
        return dict(zip(Move, (shares / shares.sum()).tolist(), strict=True))

    def says(self, numbers: Array) -> dict[Move, float]:
        """How likely it is that a message says each thing at all, from its features."""
        shares = 1 / (1 + np.exp(-self._scores(numbers, self.said)))
        return dict(zip(Move, shares.tolist(), strict=True))

    def _scores(self, numbers: Array, weights: Array) -> Array:
        scores: Array = (numbers - self.mean) / self.scale @ weights[:-1] + weights[-1]
        return scores

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
