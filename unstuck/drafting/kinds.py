"""What a section of a page is, told by a small classifier from labelled sections of public pages.

data/importing/sections.npz holds what was seen of them and what they are, sections.yml where they stand; no sentence of
theirs is kept. scripts/learn_sections.py makes the first of the second. The classifier is least squares on one column a
kind, solved when it is first needed: a fraction of a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import numpy as np

from unstuck.drafting.features import Array, Embed, Seen, bare, features, sections
from unstuck.drafting.tree import Section
from unstuck.errors import ArticleError

WIDTH = 512  # of the multilingual encoder's vectors
# Of the solutions, for sections, pages and entries; by leaving out one page after the other, half and double are not
# better.
RIDGES = {"section": 8.0, "page": 4.0, "item": 3.0}
# Turns the scores of least squares, which lie about 0 and 1, into shares: calibrated on the pages left out.
STEEPNESS = 6.0


SELDOM = 0.01  # share of the labels from which one weighs no more
EVEN = 0.5  # 0: every row weighs the same, 1: every label does


class Kind(StrEnum):
    """What a section is to somebody who has the trouble."""

    ABOUT = "a"  # what the trouble looks like, or the page is about
    CAUSE = "c"
    FIX = "f"
    STEP = "s"  # one step of the fix above it
    ESCALATION = "e"
    ANSWER = "q"  # information that answers a question
    LIMITS = "l"  # what it is for: versions, requirements
    COMPARISON = "m"
    NAVIGATION = "n"
    PROBLEM = "p"  # one of several troubles, each with its own way out
    PREVENTION = "v"


class Sort(StrEnum):
    """What a page is."""

    HOW_TO = "h"
    SEVERAL = "m"  # how to get out of several troubles
    OTHER = "n"  # nothing that tells anybody what to do


@dataclass(frozen=True)
class Judged:
    """A section with what it is, and how probable that is, 0 to 1; of the page itself, how probable its sort is."""

    seen: Seen
    kind: Kind
    sureness: float


@dataclass(frozen=True)
class Learned:
    """One column of weights for each kind of section, sort of page, and for entries that are steps or are not."""

    kinds: Array
    sorts: Array
    steps: Array


class Judge:
    """Tells kinds of sections, sorts of pages, and steps from other entries of lists.

    Args:
        data: what was learned from.
        embed: the sentence encoder's vector of a text.

    Raises:
        ArticleError: the data is missing.
    """

    def __init__(self, data: Path, embed: Embed) -> None:
        self._embed = embed
        self._learned = _learn(data)

    def judge(self, root: Section) -> tuple[tuple[Judged, ...], Mapping[Sort, float]]:
        """What each section of a page is, the page first, and what the page is, by its probability."""
        seen = sections(root)
        rows = in_context(seen, features(seen, self._embed))
        shares = alike(seen, shares_of(rows @ self._learned.kinds))
        sorts = dict(zip(Sort, shares_of(page_row(rows, shares)[None] @ self._learned.sorts)[0].tolist(), strict=True))
        troubles = shares.argmax(axis=1)[1:] == list(Kind).index(Kind.PROBLEM)
        if sorts[Sort.SEVERAL] < max(sorts.values()) and troubles.sum() < max(MOST_TROUBLES * len(troubles), FEWEST):
            shares[:, list(Kind).index(Kind.PROBLEM)] *= ONE_TROUBLE
        best = shares.argmax(axis=1)
        judged = (
            Judged(
                one, list(Kind)[at] if place else Kind.ABOUT, float(shares[place, at] if place else max(sorts.values()))
            )
            for place, (one, at) in enumerate(zip(seen, best, strict=True))
        )
        return tuple(judged), sorts

    def are_steps(self, texts: Sequence[str]) -> bool:
        """Whether the entries of a list tell what to do, one after the other."""
        return bool(self.commands(texts).mean() > 0)

    def commands(self, texts: Sequence[str]) -> Array:
        """How clearly each text tells what to do: below 0 it does not, about 1 where it surely does."""
        rows = np.stack([np.append(self._embed(bare(text)[:FIRST_LETTERS]), 1.0) for text in texts])
        return (rows @ self._learned.steps @ np.array([-1.0, 1.0])).astype(np.float32)


FIRST_LETTERS = 150  # of an entry, which tell what it is
MOST_TROUBLES, FEWEST = 0.6, 3  # share and number of sections that look like troubles on a page that has several
ONE_TROUBLE = 0.2  # what a section counts as one of several troubles on a page that looks like one about one


def page_row(rows: Array, shares: Array) -> Array:
    """What is seen of a page as a whole: its title and first words, the titles in it, and what its sections are."""
    inner = rows[1:] if len(rows) > 1 else rows * 0
    held = shares[1:].mean(0) * 2 if len(rows) > 1 else shares[0] * 0
    return np.concatenate([rows[0, : 2 * WIDTH], inner[:, :WIDTH].mean(0), held, [1.0]]).astype(np.float32)


def in_context(seen: Sequence[Seen], rows: Array) -> Array:
    """The rows of a page's sections, each with those of the page, of the section above and of those beside it."""
    place = {id(one.section): number for number, one in enumerate(seen)}
    titles, texts, forms = np.split(rows, [WIDTH, 2 * WIDTH], axis=1)
    found = []
    for number, one in enumerate(seen):
        above = place[id(one.above[-1])] if one.above else 0
        beside = [place[id(x)] for x in one.above[-1].sections] if one.above else [0]
        means = titles[beside].mean(0), texts[beside].mean(0) * FAINT, forms[beside].mean(0)
        found.append(np.concatenate([titles[number], texts[number], titles[0] * FAINT, titles[above] * FAINT, *means,
                                     forms[number], [1.0]]))  # fmt: skip
    return np.stack(found).astype(np.float32)


def alike(seen: Sequence[Seen], shares: Array) -> Array:
    """What sections are, where those that are made alike are the same: of one title, or with the same titles below."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(seen):
        below = tuple(inner.title.casefold() for inner in one.section.sections if inner.title)
        for key in ((one.section.title.casefold(),), ("", *below)):
            if any(key):
                groups.setdefault(key, []).append(number)
    found = shares.copy()
    for key, numbers in groups.items():
        if len(numbers) > 1 and (key[0] or len(key) > 2):  # a lone title below is no pattern
            found[numbers] = shares[numbers].mean(0)
    return found


FAINT = np.float32(0.7)  # what stands around a section tells less than what stands in it


def shares_of(scores: Array) -> Array:
    """Scores of least squares as shares of one, a row each."""
    raised = np.exp(STEEPNESS * (scores - scores.max(axis=1, keepdims=True)))
    return (raised / raised.sum(axis=1, keepdims=True)).astype(np.float32)


@lru_cache
def _learn(data: Path) -> Learned:
    try:
        with np.load(data, allow_pickle=False) as kept:
            learned = (
                solve(kept[f"{name}_rows"] * kept[f"{name}_scale"], kept[f"{name}_labels"], labels, RIDGES[name])
                for name, labels in (("section", list(Kind)), ("page", list(Sort)), ("item", ["n", "y"]))
            )
            return Learned(*learned)
    except (OSError, KeyError, ValueError):
        raise ArticleError("import_data", f"{data} is missing or damaged; take it from git again.") from None


def solve(rows: Array, labels: Array, names: Sequence[str], ridge: float) -> Array:
    """The weights that least squares gives rows with these labels, one column a name; seldom labels weigh more."""
    wanted = (labels[:, None] == np.array(names)[None]).astype(np.float32)
    weights = np.sqrt((wanted / np.maximum(wanted.mean(0), SELDOM)).sum(1) ** EVEN)[:, None].astype(np.float32)
    rows, wanted = rows * weights, wanted * weights
    alike = rows @ rows.T + ridge * np.eye(len(rows), dtype=np.float32)
    solution: Array = (rows.T @ np.linalg.solve(alike, wanted)).astype(np.float32)
    return solution
