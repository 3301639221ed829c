"""All articles together: which part of which article an intent or a message on the screen points to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path

from unstuck.articles.loader import load_articles
from unstuck.articles.model import Article


class Part(str, Enum):
    """The parts of an article that something can point to."""

    ARTICLE = "article"
    CAUSE = "cause"
    METHOD = "method"
    ESCALATION = "escalation"
    COMPARISON = "comparison"
    ANSWER = "answer"


@dataclass(frozen=True)
class Target:
    """One part of one article; `id` is the cause's, method's or escalation's, or the answer's text."""

    article: Article
    part: Part
    id: str = ""


@dataclass(frozen=True)
class Knowledge:
    """The knowledge base."""

    articles: tuple[Article, ...]

    @classmethod
    def load(cls, folder: Path) -> Knowledge:
        """All articles of a folder. Raises ArticleError."""
        return cls(load_articles(folder))

    def article(self, id: str | None) -> Article | None:
        """The article with this id, if there is one."""
        return next((article for article in self.articles if article.id == id), None)

    @property
    def first(self) -> Article:
        """The article to begin with when nothing tells which."""
        return self.articles[0]

    def target(self, intent: str, near: Article | None = None) -> Target | None:
        """What an intent points to: in the article `near` where it can, else in the first that knows it."""
        targets = self.intents.get(intent, ())
        return next((target for target in targets if target.article == near), targets[0] if targets else None)

    def alert(self, message: str) -> Target | None:
        """What a message on the screen, as an article writes it, points to."""
        return self.alerts.get(message)

    @cached_property
    def alerts(self) -> dict[str, Target]:
        """Every message on the screen that an article knows, and what it points to."""
        return {message: target for article in self.articles for message, target in _alerts(article)}

    @cached_property
    def intents(self) -> dict[str, list[Target]]:
        """Every intent that an article names, and what it points to in each."""
        found: dict[str, list[Target]] = {}
        for article in self.articles:
            for intent, target in _intents(article):
                found.setdefault(intent, []).append(target)
        return found

    def __hash__(self) -> int:
        return id(self)


def _intents(article: Article) -> Iterator[tuple[str, Target]]:
    for intent in article.intents:
        yield intent, Target(article, Part.ARTICLE)
    for part, members in _members(article):
        for member in members:
            for intent in member.intents:
                yield intent, Target(article, part, member.id)
    if article.comparison:
        for intent in article.comparison.intents:
            yield intent, Target(article, Part.COMPARISON)
    for answer in article.answers:
        yield answer.intent, Target(article, Part.ANSWER, answer.text)


def _alerts(article: Article) -> Iterator[tuple[str, Target]]:
    for message in article.error_messages:
        yield message, Target(article, Part.ARTICLE)
    for cause in article.causes:
        for message in cause.alerts:
            yield message, Target(article, Part.CAUSE, cause.id)
    for escalation in article.escalations:
        for message in escalation.alerts:
            yield message, Target(article, Part.ESCALATION, escalation.id)
    if article.comparison:
        for message in article.comparison.other_messages:
            yield message, Target(article, Part.COMPARISON)


def _members(article: Article) -> Iterator[tuple[Part, tuple]]:
    yield Part.CAUSE, article.causes
    yield Part.METHOD, article.methods
    yield Part.ESCALATION, article.escalations
