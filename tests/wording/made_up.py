"""A made-up language: every English text with a mark before it, in the forms that Esperanto has for numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from unstuck.articles.model import Article
from unstuck.articles.overlay import labels_of, parts_of, short_hash
from unstuck.wording.english import Sentence
from unstuck.wording.filling import forms_of, locale_of

CODE, MARK = "eo", "ĉ"


def made_up_words(wanted: Sequence[Sentence]) -> dict[str, Any]:
    """What data/words has of it."""
    made: dict[str, Any] = {"language": CODE, "name": "Esperanto", "direction": "ltr"}
    for one in wanted:
        names = one.place.split(".", 1) if not one.place.startswith("widget") else one.place.split(".")
        here = made
        for name in names[:-1]:
            here = here.setdefault(name, {})
        here[names[-1]] = _translated(one.text)
    return made


def made_up_overlay(article: Article) -> dict[str, Any]:
    """The words of an article in it."""
    labels = {label: {"text": f"{MARK}{label}", "source": "made up"} for label in labels_of(article)}
    made: dict[str, Any] = {"article": article.id, "language": CODE, "labels": labels, "english": {}}
    for name, words in parts_of(article):
        made["english"][name] = short_hash(words)
        group, _, id = name.partition(".")
        here = made.setdefault(group, {}) if group != "article" else made
        (here.setdefault(id, {}) if id else here).update(_translated(words))
    return made


def _translated(value: Any) -> Any:
    if isinstance(value, str):
        return MARK + re.sub(r"\*\*(.+?)\*\*", lambda found: _label(found[1]), value)
    if isinstance(value, Mapping) and len(value) == 1 and "other" in (forms := next(iter(value.values()))):
        name = next(iter(value))
        return {name: dict.fromkeys(forms_of(locale_of(CODE)), MARK + forms["other"])}
    if isinstance(value, Mapping):
        return {key: _translated(one) for key, one in value.items()}
    return [_translated(one) for one in value]


def _label(label: str) -> str:
    return f"**{label if label.startswith('{') else MARK + label}**"
