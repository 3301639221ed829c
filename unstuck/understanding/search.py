"""Search: a question that no intent covers, answered with a passage of an article, if one truly answers it.

A passage is found by meaning (the sentence encoder) and by words: of two sentences about the same thing only one may
hold what is asked for, and the rare words of a question tell which.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from unstuck.articles.knowledge import Knowledge, Part
from unstuck.articles.model import Article
from unstuck.understanding.statements import UNDERSTOOD
from unstuck.understanding.vectors import Vectors

# What the words add to the cosine of meaning, and what the classifier's opinion that the message is none of the bot's
# business takes away; from a sum of SURE on, a passage answers. On 28 questions that the articles answer and 36 that
# they do not, 22 get the right passage, 3 another, and one of the 36 gets one; by the cosine alone 13, 2 and 2.
# tests/understanding/search.yml has other questions, which these numbers have not seen.
WORDS, REFUSED, SURE = 0.5, 0.5, 0.7
COMMON = 0.05  # the share of people's messages from which a word tells nothing
MOST = 3  # passages, each of another article
SENTENCE = re.compile(r"(?<=[.!?:])\s+")
WORD = re.compile(r"\w+")
ENDINGS = re.compile(r"(ing|ed|es|s)$")


@dataclass(frozen=True)
class Passage:
    """Some sentences of an article that belong together.

    Args:
        article: its id.
        topic: what they are about: the titles above them.
        text: the sentences, as the article has them.
    """

    article: str
    topic: str
    text: str


@dataclass(frozen=True)
class Found:
    """A passage that answers a question; `sureness` is above SURE."""

    passage: Passage
    sureness: float


# Where the classifier is sure of these, an article may still hold the answer.
REFUSAL = "out_of_scope"
VAGUE = (REFUSAL, "ask_step_help")


def is_searched(knowledge: Knowledge, intent: str, confidence: float) -> bool:
    """Whether articles are searched for a message: no intent covers it, or one that not every article answers."""
    answers = any(target.part is Part.ANSWER for target in knowledge.intents.get(intent, ()))
    return confidence < UNDERSTOOD or intent in VAGUE or answers


class PassageSearch:
    """Finds passages. The articles may change under it: what is new is embedded at the next search.

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
        self._index: _Index | None = None

    def refresh(self) -> None:
        """Read the articles now, not at the first search."""
        known = self._knowledge()
        if self._index is None or self._index.knowledge is not known:
            self._index = _Index(known, self._vectors)

    def find(self, text: str, refused: float) -> tuple[Found, ...]:
        """The passages that answer a question, the surest first, one an article; none when it is not answered.

        Args:
            text: the question.
            refused: the classifier's confidence that it is none of the bot's business.
        """
        self.refresh()
        assert self._index
        weights = {word: math.log(COMMON * self._total / (self._counts[word] + 1)) for word in words(text)}
        weights = {word: weight for word, weight in weights.items() if weight > 0}
        if not weights:
            return ()
        meaning = self._index.likeness(self._vectors.of(text))
        sureness = meaning + WORDS * self._index.covered(weights) - REFUSED * refused
        found: dict[str, Found] = {}
        for place in np.argsort(-sureness, kind="stable"):
            if sureness[place] < SURE or len(found) == MOST:
                break
            passage = self._index.passages[place]
            found.setdefault(passage.article, Found(passage, float(sureness[place])))
        return tuple(found.values())


class _Index:
    """The passages of all articles, with their words and the vectors of their sentences."""

    def __init__(self, knowledge: Knowledge, vectors: Vectors) -> None:
        self.knowledge = knowledge
        self.passages = [passage for article in knowledge.articles for passage in passages(article)]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            for word in words(f"{passage.topic} {passage.text}"):
                self._holders[word].append(number)
        sentences = [SENTENCE.split(passage.text.replace("**", "")) for passage in self.passages]
        self._starts = np.cumsum([0, *map(len, sentences[:-1])])
        self._places = vectors.of_all(list(chain.from_iterable(sentences)))

    def likeness(self, place: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of each passage's likest sentence."""
        best: NDArray[np.float32] = np.maximum.reduceat(self._places @ place, self._starts)
        return best

    def covered(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """Of the weight of words, the share of those that each passage has."""
        held = np.zeros(len(self.passages))
        for word, weight in weights.items():
            held[self._holders.get(word, [])] += weight
        return held / sum(weights.values())


def words(text: str) -> frozenset[str]:
    """The words of a text without case and common endings."""
    return frozenset(ENDINGS.sub("", word) for word in WORD.findall(text.lower()))


def passages(article: Article) -> Iterator[Passage]:
    """Everything that an article says, each piece once."""

    def about(topic: str, text: str | None) -> Iterator[Passage]:
        if text:
            yield Passage(article.id, topic, text)

    yield from about(article.title, article.summary)
    yield from about(article.title, article.chain)
    for cause in article.causes:
        yield from about(cause.title, cause.explanation)
    for method in article.methods:
        yield from about(method.title, method.why)
        for step in method.steps:
            topic = f"{method.title}: {step.title}" if step.title else method.title
            yield from about(topic, step.text)
            yield from about(topic, step.help)
    for escalation in article.escalations:
        yield from about(escalation.title, escalation.advice)
    for answer in article.answers:
        yield from about(answer.question or article.title, answer.text)
    yield from about(article.title, article.prevention)
