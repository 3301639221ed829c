"""Starter examples for an article's own intents, from its titles, messages and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from unstuck.drafting.blocks import bare
from unstuck.drafting.sentences import inside, sentences
from unstuck.drafting.vocabulary import vocabulary

# Longer sentences are no messages.
_LONGEST = 160


def starter_examples(article: Mapping[str, Any]) -> dict[str, list[str]]:
    """What people might type, by intent: for the error itself, for each cause, escalation and answer.

    No message stands for two intents; where two parts would say the same, the first keeps it.
    """
    taken: set[str] = set()
    found = {}
    for intent, texts in _all(article):
        found[intent] = [text for text in texts if not (text.lower() in taken or taken.add(text.lower()))]  # type: ignore[func-returns-value]  # add returns nothing
    return found


def _all(article: Mapping[str, Any]) -> Iterator[tuple[str, Iterator[str]]]:
    """Every own intent and what it may be said by."""
    frames = vocabulary().examples
    product = article["product"]
    for part in article.get("causes", ()):
        yield part["intents"][0], _said(frames["cause"], product, part["title"], part["explanation"])
    for part in article.get("escalations", ()):
        yield part["intents"][0], _said(frames["escalation"], product, part["title"], part["advice"])
    for part in article.get("answers", ()):
        yield part["intent"], _said(frames["answer"], product, part["question"], part["question"])
    messages = article.get("error_messages") or [article["title"]]
    yield article["intents"][0], (text for message in messages for text in _said(frames["error"], product, message, ""))


def _said(frames: list[str], product: str, title: str, text: str) -> Iterator[str]:
    """The title in sentences that people say, and the sentences of the text that are as short as a message."""
    title = bare(title).rstrip("?.!")
    values = {"title": title, "lower": inside(title, [product]), "small": title.lower(), "product": product}
    for frame in frames:
        yield frame.format_map(values)
    for sentence in sentences(bare(text)):
        if len(sentence) <= _LONGEST and sentence.rstrip("?.!") != title:
            yield sentence
