"""Search in what the articles say, by meaning (the sentence encoder) and by words.

A question that no intent covers is answered with a passage, if one truly answers it: of two sentences about the same
thing only one may hold what is asked for, and the rare words of a question tell which. A trouble is known again by what
its article calls it, as long as nobody has taught the model how people call it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.understanding.index import Head, Index, Passage, words
from unstuck.understanding.statements import UNDERSTOOD
from unstuck.understanding.vectors import Vectors

# What the words add to the cosine of meaning, and what the classifier's opinion that the message is none of the bot's
# business takes away; from a sum of SURE on, a passage answers. On 28 questions that the articles answer and 36 that
# they do not, 22 get the right passage, 3 another, and one of the 36 gets one; by the cosine alone 13, 2 and 2.
# tests/understanding/search.yml has other questions, which these numbers have not seen.
WORDS, REFUSED, SURE = 0.5, 0.5, 0.7
COMMON = 0.05  # the share of people's messages from which a word tells nothing
MOST = 3  # passages, each of another article
# Of an article: what the cosines to its likest head and sentence count, and the words in its heads. From a sum of ABOUT
# on a message is about it, if it means something like the head, and about any other that lies less than ALIKE below.
# docs/finding.md has what they find.
HEAD, TOLD, TITLED, ABOUT, ALIKE = 0.7, 0.3, 0.5, 0.6, 0.04
MEANT = 0.45  # cosine to the head; less is only a rare word that both have


@dataclass(frozen=True)
class Found:
    """A passage that answers a question; `sureness` is above SURE."""

    passage: Passage
    sureness: float


@dataclass(frozen=True)
class Likely:
    """An article that a message is about, by what the article calls it; `sureness` is above ABOUT."""

    head: Head
    sureness: float


# Where the classifier is sure of these, an article may still hold the answer.
REFUSAL = "out_of_scope"
VAGUE = (REFUSAL, "ask_step_help")


def is_searched(knowledge: Knowledge, intent: str, confidence: float) -> bool:
    """Whether articles are searched for a message: no intent covers it, or one that not every article answers."""
    answers = any(target.part is Part.ANSWER for target in knowledge.intents.get(intent, ()))
    return confidence < UNDERSTOOD or intent in VAGUE or answers


class PassageSearch:
    """Finds passages and articles. The articles may change under it: what is new is embedded at the next search.

    Args:
        vectors: embeds sentences, and remembers them.
        spoken: messages of people, from which it learns which words are rare.
        knowledge: gives the articles as they are now.
    """

    def __init__(self, vectors: Vectors, spoken: Sequence[str], knowledge: Callable[[], Knowledge]) -> None:
        self._vectors = vectors
        self._counts = Counter(word for text in spoken for word in words(text))
        self._total = len(spoken)
        self._knowledge = knowledge
        self._index: Index | None = None

    def refresh(self) -> Index:
        """Read the articles now, not at the first search."""
        known = self._knowledge()
        if self._index is None or self._index.knowledge is not known:
            self._index = Index(known, self._vectors)
        return self._index

    def find(self, text: str, refused: float) -> tuple[Found, ...]:
        """The passages that answer a question, the surest first, one an article; none when it is not answered.

        Args:
            text: the question.
            refused: the classifier's confidence that it is none of the bot's business.
        """
        index, weights = self.refresh(), self._weights(text)
        if not weights:
            return ()
        meaning = index.likeness(self._vectors.of(text))
        sureness = meaning + WORDS * index.covered(weights) - REFUSED * refused
        found: dict[str, Found] = {}
        for place in np.argsort(-sureness, kind="stable"):
            if sureness[place] < SURE or len(found) == MOST:
                break
            passage = index.passages[place]
            found.setdefault(passage.article, Found(passage, float(sureness[place])))
        return tuple(found.values())

    def about(self, text: str, products: Collection[str], among: Collection[str]) -> tuple[Likely, ...]:
        """The article that a message is about, or the few that it may be about, the likest first.

        Args:
            text: the message.
            products: the apps that it names; only their articles are meant.
            among: the ids of the articles to choose from.
        """
        index, weights = self.refresh(), self._weights(text)
        if not weights:
            return ()
        vector = self._vectors.of(text)
        headed = index.headed(vector)
        sureness = HEAD * headed + TOLD * index.told(vector) + TITLED * index.titled(weights)
        for number, article in enumerate(index.knowledge.articles):
            other = article.id not in among or (products and article.product not in products)
            if other or headed[number] < MEANT:
                sureness[number] = 0
        order = np.argsort(-sureness, kind="stable")[:MOST]
        least = max(ABOUT, sureness[order[0]] - ALIKE)
        return tuple(Likely(index.head(at, vector), float(sureness[at])) for at in order if sureness[at] >= least)

    def _weights(self, text: str) -> Mapping[str, float]:
        """The rare words of a text, and how much each tells."""
        weights = {word: math.log(COMMON * self._total / (self._counts[word] + 1)) for word in words(text)}
        return {word: weight for word, weight in weights.items() if weight > 0}
