"""Find articles by words, for people who look for one before they ask or beside it."""

import re
from collections.abc import Iterable, Iterator

from unstuck.articles.model import Article

_WORD = re.compile(r"\w+")
# Shorter words ("a", "of") are in every article.
_SHORTEST = 3
_SHORTEST_STEM = 4
# What stands in a title or on the screen tells more than what stands in a cause, and that more than an answer.
_TITLE, _CAUSE, _TEXT = 4, 2, 1


def search(articles: Iterable[Article], query: str) -> list[Article]:
    """The articles that share words with the query, best first; all of them, as they come, when it has none."""
    wanted = set(_words(query))
    if not wanted:
        return list(articles)
    scored = [(sum(_best(word, article) for word in wanted), article) for article in articles]
    return [article for score, article in sorted(scored, key=lambda pair: -pair[0]) if score]


def _best(word: str, article: Article) -> int:
    return max(
        (weight for weight, text in _texts(article) if any(_same(word, other) for other in _words(text))), default=0
    )


def _texts(article: Article) -> Iterator[tuple[int, str]]:
    for text in (article.title, article.product, *article.error_messages):
        yield _TITLE, text
    for cause in article.causes:
        for text in (cause.title, *cause.signs, *cause.alerts):
            yield _CAUSE, text
    for method in article.methods:
        for text in (method.title, *method.names):
            yield _CAUSE, text
    yield _TEXT, article.summary
    for answer in article.answers:
        yield _TEXT, answer.text


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if len(word) >= _SHORTEST or _is_unspaced(word)]


def _is_unspaced(word: str) -> bool:
    """Whether it is in a script that puts no spaces between words, so that it may be several of them."""
    return any("\u3040" <= sign <= "\u9fff" for sign in word)


def _same(one: str, other: str) -> bool:
    """Whether one begins the other: "photo" finds "photos", and what is typed so far finds what it will be."""
    shorter, longer = sorted((one, other), key=len)
    if _is_unspaced(shorter):
        return shorter in longer
    return shorter == longer or (len(shorter) >= _SHORTEST_STEM and longer.startswith(shorter))
