"""How one language is heard: what finds facts, cuts clauses, hears statements and embeds, together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from unstuck.understanding.clauses import Clause
from unstuck.understanding.context import Context
from unstuck.understanding.entities import Entity
from unstuck.understanding.hearing import Ear
from unstuck.understanding.index import SENTENCE
from unstuck.understanding.search import PassageSearch

# Cosine to a sentence of a step from which a message speaks of it: "now it wants my password" has 0.83 to the one on
# logging in, "oh it works now" at most 0.35 to any.
OF_A_STEP = 0.5
SENTENCES_KEPT = 4_096  # of articles, whose vectors are remembered

Layers = NDArray[np.float32]


@dataclass(frozen=True)
class Tongue:
    """Everything that hears one language.

    Args:
        find: the things named in a message.
        cut: the clauses of a message with those things.
        ear: hears the statements.
        layers: the sentence encoder's vectors of a text.
        search: finds what articles say to a question; None where they do not stand in this language.
    """

    find: Callable[[str], tuple[Entity, ...]]
    cut: Callable[[str, Sequence[Entity]], tuple[Clause, ...]]
    ear: Ear
    layers: Callable[[str], Layers]
    search: PassageSearch | None = None

    def near_step(self, text: str, context: Context) -> int | None:
        """Which step of the fix on the screen a message speaks of; None where it may be any."""
        if not context.steps:
            return None
        vector = self.layers(text)[-1]
        likeness = [max(float(vector @ self._known(part)) for part in _sentences(step)) for step in context.steps]
        return int(np.argmax(likeness)) if max(likeness) >= OF_A_STEP else None

    @cached_property
    def _known(self) -> Callable[[str], Layers]:
        return lru_cache(SENTENCES_KEPT)(lambda sentence: self.layers(sentence)[-1])


def _sentences(step: str) -> Iterator[str]:
    return (part for part in SENTENCE.split(step.replace("**", "")) if part.strip())
