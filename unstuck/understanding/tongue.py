"""How one language is heard: what finds facts, cuts clauses, hears statements and finds passages, together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from unstuck.understanding.clauses import Clause
from unstuck.understanding.entities import Entity
from unstuck.understanding.hearing import Ear
from unstuck.understanding.search import PassageSearch


@dataclass(frozen=True)
class Tongue:
    """Everything that hears one language.

    Args:
        find: the things named in a message.
        cut: the clauses of a message with those things.
        ear: hears the statements.
        search: finds what articles say to a question; None where they do not stand in this language.
    """

    find: Callable[[str], tuple[Entity, ...]]
    cut: Callable[[str, Sequence[Entity]], tuple[Clause, ...]]
    ear: Ear
    search: PassageSearch | None = None
