"""All articles together: which part of which article an intent or a message on the screen points to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from unstuck import settings
from unstuck.articles import devices
from unstuck.articles.devices import Devices
from unstuck.articles.loader import load_articles
from unstuck.articles.model import Article, ImageLimits, owner
from unstuck.articles.overlay import own_texts
from unstuck.articles.translations import load_translations
from unstuck.errors import ArticleError


class Part(StrEnum):
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
    """The knowledge base: articles, the devices that they tell apart, and the articles that are there in other
    languages, by language and id. In one of those, `english` has by their id the articles that were translated."""

    articles: tuple[Article, ...]
    devices: Devices = field(default_factory=lambda: devices.load(settings.read().patterns))
    translations: Mapping[str, Mapping[str, Article]] = field(default_factory=dict)
    english: Mapping[str, Article] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Knowledge:
        """All articles of a folder that are published.

        Raises:
            ArticleError: one is wrong, or none is published.
        """
        if published := tuple(article for article in load_articles(folder) if not article.draft):
            return cls(published, translations=load_translations(folder))
        raise ArticleError("no_articles", f"{folder}: all articles are drafts; take `draft: true` out of one.")

    def in_language(self, language: str) -> Knowledge:
        """The same articles in the words of a language, in English where they have none; the same object each time."""
        if language not in self.translations:
            return self
        if language not in self._languages:
            known = self.translations[language]
            articles = tuple(known.get(article.id, article) for article in self.articles)
            self._languages[language] = replace(self, articles=articles, english=self._by_id)
        return self._languages[language]

    def own_text(self, id: str, text: str) -> str:
        """A text of the article of that id, as it is written in English, in the language of these articles."""
        return self._own_texts(id).get(text, text) if id in self.english else text

    def _own_texts(self, id: str) -> Mapping[str, str]:
        if id not in self._texts:
            self._texts[id] = own_texts(self.english[id], self._by_id[id])
        return self._texts[id]

    @cached_property
    def _texts(self) -> dict[str, Mapping[str, str]]:
        return {}

    @cached_property
    def _languages(self) -> dict[str, Knowledge]:
        return {}

    def article(self, id: str | None) -> Article | None:
        """The article with this id, if there is one."""
        return self._by_id.get(id or "")

    @property
    def first(self) -> Article:
        """The article to begin with when nothing tells which."""
        return self.articles[0]

    @cached_property
    def products(self) -> tuple[str, ...]:
        """The apps that the articles are about."""
        return tuple(dict.fromkeys(article.product for article in self.articles))

    def target(self, intent: str, near: Article | None = None) -> Target | None:
        """What an intent points to: in the article `near` where it can, else in the first that knows it."""
        inside = self.inside(intent, near) if near else None
        return inside or next(iter(self.intents.get(intent, ())), None)

    def inside(self, intent: str, article: Article) -> Target | None:
        """What an intent points to when the talk is about `article` anyway."""
        return self._inside.get((article.id, intent))

    def outside(self, intent: str, article: Article) -> Target | None:
        """What an intent points to in an article when nothing says yet that the talk is about it."""
        return self._outside.get((article.id, intent))

    def image_limits(self, near: str | None) -> tuple[Article, ImageLimits]:
        """What a picture must be like, in the article of that id, or else in the first that says it.

        Raises:
            ArticleError: `no_image_limits`, none does.
        """
        for article in (self.article(near), *self.articles):
            if article and article.image:
                return article, article.image
        raise ArticleError("no_image_limits", "No article says what a picture must be like: add `image:` to one.")

    def alert(self, message: str, near: Article | None = None) -> Target | None:
        """What a message on the screen, as an article writes it, points to: in `near` where it can.

        An article on that very message comes before one that only compares itself with it.
        """
        targets = self.alerts.get(message, ())
        return min(targets, key=lambda t: (t.article is not near, t.part is Part.COMPARISON), default=None)

    @cached_property
    def alerts(self) -> dict[str, list[Target]]:
        """Every message on the screen that an article knows, in any language, and what it points to in each."""
        found: dict[str, list[Target]] = {}
        for article in self.articles:
            for one in (article, *(known[article.id] for known in self.translations.values() if article.id in known)):
                for _, target, messages in known_messages(one):
                    for message in messages:
                        targets = found.setdefault(message, [])
                        if (here := replace(target, article=article)) not in targets:
                            targets.append(here)
        return found

    @cached_property
    def intents(self) -> dict[str, list[Target]]:
        """Every intent that an article names, and what it points to in each."""
        found: dict[str, list[Target]] = {}
        for article in self.articles:
            for intent, target in _intents(article):
                found.setdefault(intent, []).append(target)
        return found

    @cached_property
    def own_intents(self) -> tuple[str, ...]:
        """The intents that belong to one article, in the articles' order."""
        return tuple(intent for intent in self.intents if owner(intent))

    @cached_property
    def _by_id(self) -> dict[str, Article]:
        return {article.id: article for article in self.articles}

    @cached_property
    def _outside(self) -> dict[tuple[str, str], Target]:
        return {(article.id, intent): target for article in self.articles for intent, target in _intents(article)}

    @cached_property
    def _inside(self) -> dict[tuple[str, str], Target]:
        within = {(article.id, intent): target for article in self.articles for intent, target in _within(article)}
        return within | self._outside

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


def _within(article: Article) -> Iterator[tuple[str, Target]]:
    for part, members in _members(article):
        for member in members:
            for intent in member.within:
                yield intent, Target(article, part, member.id)


def known_messages(article: Article) -> Iterator[tuple[tuple[str | int, ...], Target, tuple[str, ...]]]:
    """All error messages of an article: where they stand in it, what they point to, and their words."""
    yield ("error_messages",), Target(article, Part.ARTICLE), article.error_messages
    for index, cause in enumerate(article.causes):
        yield ("causes", index, "alerts"), Target(article, Part.CAUSE, cause.id), cause.alerts
    for index, escalation in enumerate(article.escalations):
        yield ("escalations", index, "alerts"), Target(article, Part.ESCALATION, escalation.id), escalation.alerts
    if article.comparison:
        place = ("comparison", "other_messages")
        yield place, Target(article, Part.COMPARISON), article.comparison.other_messages


def all_messages(articles: Iterable[Article]) -> list[str]:
    """All error messages of some articles."""
    return [message for article in articles for _, _, messages in known_messages(article) for message in messages]


def _members(article: Article) -> Iterator[tuple[Part, tuple]]:
    yield Part.CAUSE, article.causes
    yield Part.METHOD, article.methods
    yield Part.ESCALATION, article.escalations
