"""What an article itself gives to be found by: what stands on its buttons, on the screen, and in its first sentences.

An own intent without examples is trained with these; examples of what people really say take their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from unstuck.articles.loader import ERROR
from unstuck.articles.model import Article, owner

LONGEST = 160  # letters; longer sentences are no messages
MOST = 12  # examples of one intent
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_MARKS = re.compile(r"\*\*|\]\([^)]*\)|\[|^- ")


def own_words(article: Article) -> dict[str, list[str]]:
    """Examples for each own intent of an article; no text stands for two."""
    taken: set[str] = set()
    found: dict[str, list[str]] = {}
    for intent, texts in _all(article):
        if owner(intent) == article.id:
            said = [one for text in texts for one in _sentences(text)]
            new = [one for one in dict.fromkeys(said) if one.lower() not in taken][:MOST]
            taken |= {one.lower() for one in new}
            found[intent] = new
    return {intent: texts for intent, texts in found.items() if texts}


def _all(article: Article) -> Iterator[tuple[str, Sequence[str]]]:
    product = article.product
    for cause in article.causes:
        texts = (cause.title, *cause.signs, f"{product}: {cause.short}", *cause.alerts, cause.explanation)
        yield cause.intents[0], texts
    for case in article.escalations:
        yield case.intents[0], (case.title, case.question, *case.alerts, case.advice)
    for answer in article.answers:
        if answer.question:
            yield answer.intent, (answer.question, f"{product}: {answer.question}")
    screen = (one for message in article.error_messages for one in (message, f"{product} says {message}"))
    if f"{article.id}.{ERROR}" in article.intents:
        yield f"{article.id}.{ERROR}", (article.title, f"{product}: {article.title}", *screen, article.summary)


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE.split(text):
        bare = _MARKS.sub("", sentence).strip()
        if bare and len(bare) <= LONGEST:
            yield bare
