"""What all articles say, as it is searched: sentences as vectors, and who holds which word."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.articles.own_words import own_words
from unstuck.understanding.vectors import Vectors

SENTENCE = re.compile(r"(?<=[.!?:])\s+")
WORD = re.compile(r"\w+")
ENDINGS = re.compile(r"(ing|ed|es|s)$")
# Articles that are thought to be there beside the real ones, and do not hold the word: of two articles one is half, and
# yet what it alone says is rare.
OTHERS = 50


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
class Head:
    """What an article calls one of its parts: a title, a sign, a message on the screen; and the intent of that part."""

    article: str
    intent: str
    text: str


class Index:
    """The passages and heads of all articles, with their words and the vectors of their sentences."""

    def __init__(self, knowledge: Knowledge, vectors: Vectors) -> None:
        self.knowledge = knowledge
        self.passages = [passage for article in knowledge.articles for passage in passages(article)]
        self.heads = [head for article in knowledge.articles for head in heads(article)]
        self._holders = _holders(f"{passage.topic} {passage.text}" for passage in self.passages)
        sentences = [SENTENCE.split(passage.text.replace("**", "")) for passage in self.passages]
        self._starts = np.cumsum([0, *map(len, sentences[:-1])])
        every = vectors.of_all([*chain.from_iterable(sentences), *(head.text for head in self.heads)])
        self._sentences, self._heads = np.split(every, [len(every) - len(self.heads)])
        of_passages, of_heads = ([one.article for one in group] for group in (self.passages, self.heads))
        self._first_passages, self._first_heads = _firsts(of_passages), _firsts(of_heads)
        self._titled = _holders(
            " ".join([article.product, *(head.text for head in self.heads if head.article == article.id)])
            for article in knowledge.articles
        )
        held = {(word, of_passages[place]) for word, places in self._holders.items() for place in places}
        held |= {(word, knowledge.articles[at].id) for word, places in self._titled.items() for at in places}
        self._spread = Counter(word for word, _ in held)

    def likeness(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of each passage's likest sentence."""
        best: NDArray[np.float32] = np.maximum.reduceat(self._sentences @ vector, self._starts)
        return best

    def covered(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """Of the weight of words, the share of those that each passage has."""
        return _shares(self._holders, weights, len(self.passages))

    def headed(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of each article's likest head."""
        best: NDArray[np.float32] = np.maximum.reduceat(self._heads @ vector, self._first_heads)
        return best

    def head(self, number: int, vector: NDArray[np.float32]) -> Head:
        """The likest head of the article of this number."""
        first, last = [*self._first_heads, len(self.heads)][number : number + 2]
        return self.heads[first + int((self._heads[first:last] @ vector).argmax())]

    def told(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of each article's likest sentence."""
        best: NDArray[np.float32] = np.maximum.reduceat(self.likeness(vector), self._first_passages)
        return best

    def titled(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """Of the weight of words, the share of those in each article's heads; words of many articles weigh less."""
        rare = {word: weight * self._rarity(word) for word, weight in weights.items()}
        return _shares(self._titled, rare, len(self.knowledge.articles))

    def _rarity(self, word: str) -> float:
        """1 for a word that no article has, less for one of many."""
        count = len(self.knowledge.articles) + OTHERS
        return math.log(1 + count / (self._spread[word] + 0.5)) / math.log(1 + count / 0.5)


def _firsts(ids: Sequence[str]) -> NDArray[np.int64]:
    """Where each of the ids that stand in a row begins."""
    return np.array([place for place, id in enumerate(ids) if place == 0 or ids[place - 1] != id])


def _holders(texts: Iterator[str]) -> Mapping[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for word in words(text):
            found[word].append(number)
    return found


def _shares(holders: Mapping[str, list[int]], weights: Mapping[str, float], count: int) -> NDArray[np.float64]:
    held = np.zeros(count)
    for word, weight in weights.items():
        held[holders.get(word, [])] += weight
    return held / sum(weights.values())


def words(text: str) -> frozenset[str]:
    """The words of a text without case and common endings."""
    return frozenset(ENDINGS.sub("", word) for word in WORD.findall(text.lower()))


def heads(article: Article) -> Iterator[Head]:
    """What the parts of an article are called, each text once; of parts without an intent, by the article's."""
    fixes = (name for fix in article.methods for name in (fix.title, *fix.names))
    whole = (article.title, *article.error_messages, *fixes)
    named = {text: intent for intent, texts in own_words(article).items() for text in texts}
    for text, intent in (dict.fromkeys(whole, article.intents[0]) | named).items():
        yield Head(article.id, intent, text)


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
