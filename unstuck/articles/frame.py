"""The frame of an overlay: a file with what to fill in, the English words as comments, and what is there already."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from unstuck.articles.model import Article
from unstuck.articles.overlay import KEYS, OWN_MANY, UNSOURCED, Overlay, labels_of, parts_of, short_hash

HEAD = """\
# The words of “{title}” in another language: below each comment with the English comes its translation, and
# what is left empty is shown in English. Labels stand between ** as they stand on a device set to this language, and
# below `labels` once, with the source of each or `unsourced`. Lists in square brackets hold as many entries as the
# language needs: what people call it, what the screen says. docs/languages.md tells the rest; `unstuck articles check`
# names what lacks.
article: {id}
language: {language}

labels:
"""
ENGLISH = """
# The English words that each part was translated from, as short hashes: `unstuck articles translate` keeps them.
english:
"""


def frame(article: Article, language: str, overlay: Overlay | None = None, anew: bool = False) -> str:
    """The text of an overlay's file.

    Args:
        article: as it is written, in English.
        language: ISO 639.
        overlay: what is translated already, and kept.
        anew: whether what is there fits the present English, so that nothing of it is stale any more.
    """
    lines = [HEAD.format(title=article.title, id=article.id, language=language)]
    for label in labels_of(article):
        known = overlay.labels.get(label) if overlay else None
        text, source = (known.text, known.source) if known else (None, None)
        lines.append(f"  {_quoted(label)}: {{text: {_quoted(text)}, source: {_quoted(source or UNSOURCED)}}}\n")
    hashes = {}
    section = ""
    for name, words in parts_of(article):
        group, _, id = name.partition(".")
        own = overlay.of(name) if overlay else None
        hashes[name] = short_hash(words) if anew or overlay is None else overlay.english.get(name, short_hash(words))
        if group in KEYS:
            lines += [] if group == section else [f"\n{group}:\n"]
            lines += [f"  {id}:\n", *_fields(words, own, "    ")]
        elif group == "comparison":
            lines += ["\ncomparison:\n", *_fields(words, own, "  ")]
        else:
            lines += ["\n", *_fields(words, own, "")]
        section = group
    return "".join([*lines, ENGLISH, *(f"  {name}: {_quoted(digits)}\n" for name, digits in hashes.items())])


def _fields(words: Mapping[str, Any], own: Any, indent: str) -> Iterator[str]:
    for name, english in words.items():
        mine = own.get(name) if isinstance(own, Mapping) else getattr(own, name, None)
        yield from _field(name, english, mine, indent)


def _field(name: str, english: Any, own: Any, indent: str) -> Iterator[str]:
    if isinstance(english, str):
        yield f"{indent}# {_shown(english)}\n{indent}{name}: {_quoted(own)}\n"
    elif name in OWN_MANY:
        yield f"{indent}# {', '.join(english)}\n{indent}{name}: {_quoted(list(own or ()))}\n"
    elif isinstance(english, Mapping):
        yield f"{indent}{name}:\n"
        yield from _fields(english, own or {}, indent + "  ")
    else:
        yield f"{indent}{name}:\n"
        for number, entry in enumerate(english):
            mine = own[number] if own and number < len(own) else None
            if isinstance(entry, str):
                yield f"{indent}  # {_shown(entry)}\n{indent}  - {_quoted(mine)}\n"
            else:
                yield f"{indent}  -\n"
                yield from _fields(entry, mine, indent + "    ")


def _shown(text: str) -> str:
    return text.replace("\n", " ")


def _quoted(value: Any) -> str:
    """A value as YAML takes it on one line; nothing where there is none."""
    return "" if value is None else json.dumps(value, ensure_ascii=False)
