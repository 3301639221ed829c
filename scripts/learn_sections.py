"""Learn what sections of pages are: labelled pages in, data/importing/sections.npz out.

    .venv/bin/python -m scripts.learn_sections FOLDER
    .venv/bin/python -m scripts.learn_sections --steps FOLDER ...

FOLDER holds the pages of data/importing/sections.yml by the names that it gives them; with `--steps`, pages whose steps
are labelled, as `make bench-drafting` reads them, from which is learned which entries and paragraphs are steps. Only
what is seen of them goes into the file, rounded to a byte a number, none of their words.
"""

import argparse
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from scripts.bench_drafting import is_any, plain
from unstuck import settings
from unstuck.drafting.features import Array, Embed, bare, features, sections
from unstuck.drafting.kinds import FIRST_LETTERS, RIDGES, Kind, Sort, in_context, page_row, shares_of, solve
from unstuck.drafting.page import read
from unstuck.drafting.tree import Listing, Paragraph, Section, text_of
from unstuck.understanding.languages import encoder

FIRST_OF_STEPS = 1000  # the number of the first page whose steps are labelled
MOST_ENTRIES = 24  # of the lists of one page
DATA = settings.ROOT / "data" / "importing"


def main() -> None:
    """Read the pages, and write what was seen of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--steps", action="store_true")
    given = parser.parse_args()
    folder = given.folders[0]

    def embed(text: str) -> Array:
        vector: Array = encoder.load().layers(text)[-1]
        return vector

    if given.steps:
        learn_steps(given.folders, embed)
        return
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
    before = _before()
    sorts += _kept(before, "page", of_steps=True)
    tables = {"section": seen, "page": sorts, "item": [*entries, *_kept(before, "item", of_steps=True)]}
    arrays = {key: value for name, found in tables.items() for key, value in _packed(name, found).items()}
    np.savez_compressed(DATA / "sections.npz", **arrays)
    print(", ".join(f"{len(found)} {name}s" for name, found in tables.items()))


def learn_steps(folders: list[Path], embed: Embed) -> None:
    """Write which entries and paragraphs of pages with labelled steps are steps, in place of what was known of them."""
    arrays = _before()
    items, sorts = _kept(arrays, "item"), _kept(arrays, "page")
    kinds, of_pages = _weights(_kept(arrays, "section"), list(Kind), "section"), _weights(sorts, list(Sort), "page")
    pages = [
        (folder / "pages" / name, labels)
        for folder in folders
        for name, labels in YAML(typ="safe").load((folder / "labels.yml").read_text(encoding="utf-8")).items()
    ]
    for number, (path, labels) in enumerate(pages, FIRST_OF_STEPS):
        root = read(path).root
        begins = [one for fix in labels.get("fixes", ()) for step in fix["steps"] for one in step.split("|")]
        for text in _texts(root) if begins else islice(_texts(root), MOST_ENTRIES):
            row = np.append(embed(bare(text)[:FIRST_LETTERS]), 1.0).astype(np.float32)
            is_step = begins and is_any("|".join(begins), [plain(text)], begins=True)
            items.append((number, row, "y" if is_step else "n"))
        rows = in_context(sections(root), features(sections(root), embed))
        row = page_row(rows, shares_of(rows @ kinds))
        of_ways_out = list(Sort)[int((row @ of_pages)[: len(Sort) - 1].argmax())]
        sorts.append((number, row, of_ways_out if labels.get("how_to", True) else Sort.OTHER))
    np.savez_compressed(DATA / "sections.npz", **arrays | _packed("item", items) | _packed("page", sorts))
    print(f"{len(items)} items, {len(sorts)} pages")


def _before() -> dict[str, np.ndarray]:
    with np.load(DATA / "sections.npz", allow_pickle=False) as kept:
        return {name: kept[name] for name in kept.files}


def _kept(arrays: Mapping[str, np.ndarray], name: str, of_steps: bool = False) -> list[tuple[int, Array, str]]:
    """What is known of the pages of sections.yml, or of those whose steps are labelled."""
    rows = arrays[f"{name}_rows"] * arrays[f"{name}_scale"]
    found = zip(arrays[f"{name}_pages"].tolist(), rows, arrays[f"{name}_labels"].tolist(), strict=True)
    return [one for one in found if (one[0] >= FIRST_OF_STEPS) is of_steps]


def _weights(found: list[tuple[int, Array, str]], names: list[str], table: str) -> Array:
    labels = np.array([label for _, _, label in found])
    return solve(np.stack([row for _, row, _ in found]), labels, names, RIDGES[table])


def _packed(name: str, found: list[tuple[int, Array, str]]) -> dict[str, np.ndarray]:
    """Rows as bytes with the scale of each column, their labels, and the numbers of their pages."""
    whole = np.stack([row for _, row, _ in found])
    scale = (np.abs(whole).max(axis=0) / 127 + 1e-9).astype(np.float32)
    return {
        f"{name}_rows": np.round(whole / scale).astype(np.int8),
        f"{name}_scale": scale,
        f"{name}_labels": np.array([label for _, _, label in found]),
        f"{name}_pages": np.array([number for number, _, _ in found]),
    }


def _texts(root: Section) -> Iterator[str]:
    """What may be steps: entries of lists, and paragraphs."""
    for section in root.walk():
        for block in section.blocks:
            if isinstance(block, Listing):
                yield from (text_of(*item.blocks) for item in block.items)
            elif isinstance(block, Paragraph):
                yield block.text


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
