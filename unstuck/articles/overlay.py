"""An article's words in another language: a file beside it with the same ids and only words, laid over the English.

What an overlay lacks is English. `english` keeps a short hash of the English words that each part was translated from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from unstuck.articles.model import Article, Id, IntentName, Text, Written

UNSOURCED = "unsourced"


class StepWords(Written):
    """The words of a step; `branches` in the article's order."""

    title: Text | None = None
    text: Text | None = None
    help: Text | None = None
    variants: Mapping[Id, Text | None] = {}
    branches: tuple[BranchWords, ...] = ()


class BranchWords(Written):
    """How people of that language tell what they found, and what is said to it."""

    says: tuple[Text, ...] = ()
    answer: Text | None = None


class MethodWords(Written):
    """The words of a fix; `steps` in the article's order, and as many."""

    title: Text | None = None
    why: Text | None = None
    names: tuple[Text, ...] = ()
    steps: tuple[StepWords, ...] = ()


class CauseWords(Written):
    """The words of a cause; `signs` as many as the article has."""

    title: Text | None = None
    short: Text | None = None
    explanation: Text | None = None
    signs: tuple[Text | None, ...] = ()
    alerts: tuple[Text, ...] = ()


class EscalationWords(Written):
    """The words of an escalation."""

    title: Text | None = None
    question: Text | None = None
    advice: Text | None = None
    aside: Text | None = None
    alerts: tuple[Text, ...] = ()


class AnswerWords(Written):
    """The words of an answer."""

    text: Text | None = None
    question: Text | None = None


class RowWords(Written):
    """The words of one line of the comparison."""

    item: Text | None = None
    this: Text | None = None
    other: Text | None = None


class ComparisonWords(Written):
    """The words of the comparison; `rows` as many as the article has."""

    title: Text | None = None
    other_messages: tuple[Text, ...] = ()
    advice: Text | None = None
    rows: tuple[RowWords, ...] = ()


class Label(Written):
    """A label as it stands on a device set to the language, and where that was read, or `unsourced`."""

    text: Text | None = None
    source: Text | None = None


class Overlay(Written):
    """The words of an article. Parts stand by their id, answers by their intent, labels by the English one."""

    article: Id
    language: Text
    labels: Mapping[str, Label] = {}
    title: Text | None = None
    summary: Text | None = None
    chain: Text | None = None
    takeaways: tuple[Text | None, ...] = ()
    error_messages: tuple[Text, ...] = ()
    about: tuple[Text, ...] = ()
    outcome: Text | None = None
    prevention: Text | None = None
    notice: Text | None = None
    causes: Mapping[Id, CauseWords] = {}
    methods: Mapping[Id, MethodWords] = {}
    escalations: Mapping[Id, EscalationWords] = {}
    answers: Mapping[IntentName, AnswerWords] = {}
    comparison: ComparisonWords | None = None
    english: Mapping[str, str] = {}

    def of(self, name: str) -> Any:
        """Its words for a part by the name that `parts_of` gives it; None where it has none."""
        group, _, id = name.partition(".")
        found: Any = self if group == "article" else getattr(self, group)
        return found.get(id) if id else found


# Lists that hold as many entries as a language needs; the first three of them come beside the English ones.
_ADDED = frozenset(["names", "about", "says"])
OWN_MANY = frozenset(["alerts", "error_messages", "other_messages", *_ADDED])


def translated(article: Article, overlay: Overlay) -> Article:
    """The article with the overlay's words, and its own where the overlay has none."""
    parts = {
        name: tuple(_over(part, getattr(overlay, name).get(key(part))) for part in getattr(article, name))
        for name, key in KEYS.items()
    }
    return _over(article, overlay).model_copy(update=parts)


KEYS = {
    "causes": lambda part: part.id,
    "methods": lambda part: part.id,
    "escalations": lambda part: part.id,
    "answers": lambda part: part.intent,
}


def _over[AnyPart: Written](part: AnyPart, words: Written | None) -> AnyPart:
    """A part with the words that are there."""
    if words is None:
        return part
    update = {}
    for name in type(words).model_fields.keys() & part.__class__.model_fields.keys() - KEYS.keys():
        own, english = getattr(words, name), getattr(part, name)
        if own is not None and own != () and own != {} and english is not None:
            update[name] = _value(name, english, own)
    return part.model_copy(update=update)


def _value(name: str, english: Any, own: Any) -> Any:
    if isinstance(own, Written):
        return _over(english, own)
    if isinstance(own, Mapping):
        return {key: own.get(key) or value for key, value in english.items()}
    if not isinstance(own, tuple):
        return own
    if name in OWN_MANY:
        return tuple(dict.fromkeys((*own, *english))) if name in _ADDED else own
    if len(own) != len(english):
        return english
    return tuple(
        _over(theirs, mine) if isinstance(mine, Written) else mine or theirs
        for mine, theirs in zip(own, english, strict=True)
    )


def parts_of(article: Article) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each part that is translated, by its name, and its English words: `article`, `methods.ID`, …"""
    yield "article", _words(article, Overlay, KEYS.keys() | {"comparison", "notice", "labels"})
    for name, key in KEYS.items():
        for part in getattr(article, name):
            yield f"{name}.{key(part)}", _words(part, WORDS_OF[name])
    if article.comparison:
        yield "comparison", _words(article.comparison, ComparisonWords)


WORDS_OF: dict[str, type[Written]] = {
    "causes": CauseWords,
    "methods": MethodWords,
    "escalations": EscalationWords,
    "answers": AnswerWords,
}
_INSIDE: dict[str, type[Written]] = {"steps": StepWords, "branches": BranchWords, "rows": RowWords}


def _words(part: Written, words: type[Written], without: Any = frozenset()) -> dict[str, Any]:
    """The English words of a part, in the order of its fields, without what it does not have."""
    found = {}
    for name in words.model_fields:
        value = getattr(part, name, None)
        if value and name not in without:
            inside = _INSIDE.get(name)
            found[name] = [_words(one, inside) for one in value] if inside else value
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def own_texts(english: Article, own: Article) -> dict[str, str]:
    """Each English text of an article with what stands in its place in another language."""
    found: dict[str, str] = {}
    for (_, there), (_, here) in zip(parts_of(english), parts_of(own), strict=True):
        found |= dict(_paired(there, here))
    return found


def _paired(english: Any, own: Any) -> Iterator[tuple[str, str]]:
    if isinstance(english, str) and isinstance(own, str):
        yield english, own
    elif isinstance(english, Mapping):
        for key in english.keys() & own.keys() - OWN_MANY:
            yield from _paired(english[key], own[key])
    elif isinstance(english, list | tuple):
        for there, here in zip(english, own, strict=False):
            yield from _paired(there, here)


def short_hash(words: Mapping[str, Any]) -> str:
    """Eight digits that change when the words do."""
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, default=dict)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def labels_of(article: Article) -> list[str]:
    """What stands between ** in the English words, each once."""
    found = [label for _, words in parts_of(article) for text in texts_of(words) for label in labels_in(text)]
    return list(dict.fromkeys(found))


def labels_in(text: str) -> list[str]:
    """What stands between ** in a text, in its order."""
    return text.split("**")[1::2]


def texts_of(words: Any) -> Iterator[str]:
    """Every text of a tree."""
    if isinstance(words, str):
        yield words
    elif isinstance(words, Mapping):
        for value in words.values():
            yield from texts_of(value)
    elif isinstance(words, list | tuple):
        for value in words:
            yield from texts_of(value)
