"""How one language is heard: what finds facts, cuts clauses, hears statements and finds passages, together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from unstuck.understanding.classifier import Classifier
from unstuck.understanding.clauses import Clause
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.entities import Entity
from unstuck.understanding.hearing import Ear
from unstuck.understanding.search import PassageSearch
from unstuck.understanding.spelling import Spelling

COMMON = 100  # times in the examples from which a word is also among them with a typo: "eror" 2 times, "error" 393
OFTEN = 3  # times in the examples from which a word that the encoder does not know is no typo


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


def english_mender(intents: Classifier, encoder: SentenceEncoder) -> Callable[[str], str]:
    """What corrects the typos of an English text, by the words of the examples and of the encoder."""
    seen, texts = intents.lexicon.words, len(intents.examples)
    frequent, common = (intents.lexicon.frequent(least, texts) for least in (OFTEN, COMMON))
    right = [word for word in seen if word in frequent or word in encoder.words]
    return Spelling(right, encoder.words, seen, common).mend
