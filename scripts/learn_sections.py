"""Learn what sections of pages are: labelled pages in, data/importing/sections.npz out.

    .venv/bin/python -m scripts.learn_sections FOLDER

FOLDER holds the pages of data/importing/sections.yml by the names that it gives them. Only what is seen of them goes
into the file, rounded to a byte a number, none of their words.
"""

import argparse
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from unstuck import settings
from unstuck.drafting.features import Array, Embed, bare, features, sections
from unstuck.drafting.kinds import FIRST_LETTERS, RIDGES, Kind, in_context, page_row, shares_of, solve
from unstuck.drafting.page import read
from unstuck.drafting.tree import Listing, Section, text_of
from unstuck.understanding.languages import encoder

MOST_ENTRIES = 24  # of the lists of one page
DATA = settings.ROOT / "data" / "importing"


def main() -> None:
    """Read the pages, and write what was seen of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder

    def embed(text: str) -> Array:
        vector: Array = encoder.load().layers(text)[-1]
        return vector

    pages = [
        (number, entry, read(folder / entry["file"]).root)
        for number, entry in enumerate(YAML(typ="safe").load((DATA / "sections.yml").read_text(encoding="utf-8")))
        if (folder / entry["file"]).exists()
    ]
    learn(pages, embed)


def learn(pages: list[tuple[int, dict[str, str], Section]], embed: Embed) -> None:
    """Write rows, labels and the number of the page of sections, pages and entries of lists."""
    rows = {number: in_context(sections(root), features(sections(root), embed)) for number, _, root in pages}
    seen = [
        (number, row, label)
        for number, entry, _ in pages
        for row, label in zip(rows[number][1:], entry["labels"], strict=False)
        if label != "."
    ]
    numbers, kinds = np.array([number for number, _, _ in seen]), np.array([label for _, _, label in seen])
    table = np.stack([row for _, row, _ in seen])
    sorts = []
    for number, entry, _ in pages:
        if entry["sort"] != ".":
            others = numbers != number  # what other pages say of its sections, as it will be of a new page
            weights = solve(table[others], kinds[others], list(Kind), RIDGES["section"])
            sorts.append((number, page_row(rows[number], shares_of(rows[number] @ weights)), entry["sort"]))
    entries = [one for number, entry, root in pages for one in _entries(number, entry["labels"], root, embed)]
    tables = {"section": seen, "page": sorts, "item": entries}
    arrays: dict[str, np.ndarray] = {}
    for name, found in tables.items():
        whole = np.stack([row for _, row, _ in found])
        scale = (np.abs(whole).max(axis=0) / 127 + 1e-9).astype(np.float32)
        arrays[f"{name}_rows"], arrays[f"{name}_scale"] = np.round(whole / scale).astype(np.int8), scale
        arrays[f"{name}_labels"] = np.array([label for _, _, label in found])
        arrays[f"{name}_pages"] = np.array([number for number, _, _ in found])
    np.savez_compressed(DATA / "sections.npz", **arrays)
    print(", ".join(f"{len(found)} {name}s" for name, found in tables.items()))


def _entries(number: int, labels: str, root: Section, embed: Embed) -> list[tuple[int, Array, str]]:
    """Entries of lists: those that are counted in fixes are steps, those of other sections are not."""
    found = []
    for one, label in zip(sections(root)[1:], labels, strict=False):
        for block in one.section.blocks:
            if isinstance(block, Listing) and (label in "fsp" if block.ordered else label in "acnlq"):
                for item in block.items[:6]:
                    row = np.append(embed(bare(text_of(*item.blocks))[:FIRST_LETTERS]), 1.0).astype(np.float32)
                    found.append((number, row, "ny"[block.ordered]))
    return found[:MOST_ENTRIES]


if __name__ == "__main__":
    main()
