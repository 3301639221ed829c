"""What is seen of a section: its meaning by the sentence encoder, and its form."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unstuck.drafting.tree import Block, Code, Listing, Note, Paragraph, Picture, Section, Table, Tabs, text_of

Array = NDArray[np.float32]
Embed = Callable[[str], Array]

FIRST_WORDS = 300  # letters of a section's text that are read for what it is
_MARKS = re.compile(r"\*\*|\]\([^)]*\)|\[")
_NUMBER = re.compile(r"\W*(?:\w+ )?#?\d{1,2}\b|\W*[A-Z][.)] ")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
FORMS = (Paragraph, Picture, Code, Table, Note, Tabs)


@dataclass(frozen=True)
class Seen:
    """One section in its page: those above it, from the top; its place among `siblings`."""

    section: Section
    above: tuple[Section, ...]
    place: int
    siblings: int


def sections(root: Section) -> list[Seen]:
    """The page itself and every section of it, each before those in it."""
    found = [Seen(root, (), 0, 1)]

    def go(section: Section, above: tuple[Section, ...]) -> None:
        for place, inner in enumerate(section.sections):
            found.append(Seen(inner, above, place, len(section.sections)))
            go(inner, (*above, inner))

    go(root, (root,))
    return found


def features(seen: Sequence[Seen], embed: Embed) -> Array:
    """One row a section: its title's meaning, its text's, and its form."""
    return np.stack([_row(one, embed) for one in seen])


def _row(seen: Seen, embed: Embed) -> Array:
    words = bare(text_of(*seen.section.blocks))
    named = seen.section.title or (
        "" if seen.above else words[:FIRST_WORDS]
    )  # a page without a title, by its first words
    title, text = embed(named or "…"), embed(words[:FIRST_WORDS] or "…")
    return np.concatenate([title, text, _form(seen)]).astype(np.float32)


def _form(seen: Seen) -> Array:
    section, blocks = seen.section, seen.section.blocks
    text, title = text_of(*blocks), section.title
    counted = [len(block.items) for block in blocks if isinstance(block, Listing) and block.ordered]
    listed = [len(block.items) for block in blocks if isinstance(block, Listing) and not block.ordered]
    linked = sum(len(words) for words in _LINK.findall(text)) / (len(_LINK.sub(r"\1", text)) + 1)
    numbers = [
        *(_count(blocks, form) for form in FORMS),
        np.log1p(sum(counted)), np.log1p(sum(listed)), len(counted) > 1, bool(counted), bool(listed),
        bool(section.sections), np.log1p(len(section.sections)), not blocks,
        title.endswith("?"), bool(_NUMBER.match(title)), len(title.split()) / 10, not title, title.endswith(":"),
        linked, np.log1p(len(text)) / 8, len(seen.above) / 3, not seen.above,
        seen.place / max(seen.siblings, 1), seen.place == 0, seen.place == seen.siblings - 1,
        np.log1p(seen.siblings) / 3,
        '"' in title or "“" in title,
    ]  # fmt: skip
    return np.array(numbers, dtype=np.float32) / np.float32(2)


def _count(blocks: Sequence[Block], form: type) -> float:
    return float(np.log1p(sum(isinstance(block, form) for block in blocks)))


def bare(text: str) -> str:
    """A text without the signs of labels and links."""
    return _MARKS.sub("", text)
