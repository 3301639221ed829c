"""Articles that the importer was not made from come out with their steps in place."""

import pytest
from ruamel.yaml import YAML

from tests.drafting.conftest import SHAPES
from tests.drafting.judge import sentences_lost, steps_found
from unstuck.articles.model import Article
from unstuck.drafting.importer import import_article

ALL = [path for paths in SHAPES.values() for path in paths]
# Nine of ten steps in the right fix and order: what an author can put right in a minute or two, rather than write anew.
FEWEST_STEPS_FOUND = 0.9


def wanted(path):
    """What a reader takes from a text."""
    return YAML(typ="safe").load(path.with_name(f"{path.stem}.expected.yml").read_text(encoding="utf-8"))


def found_of(path):
    """How many steps of a text are found, how many there are, and which are missing."""
    fixes = wanted(path)["methods"]
    found = steps_found(import_article(path, "thing").article, fixes)
    missing = [
        (fix["title"], [step for step in fix["steps"] if step not in steps])
        for fix, (_, steps) in zip(fixes, found, strict=True)
        if len(steps) < len(fix["steps"])
    ]
    return sum(len(steps) for _, steps in found), sum(len(fix["steps"]) for fix in fixes), missing


@pytest.mark.parametrize("hand", SHAPES)
def test_nine_of_ten_steps_are_in_their_fix_and_in_order(hand):
    results = {path.name: found_of(path) for path in SHAPES[hand]}
    found, total = (sum(result[index] for result in results.values()) for index in (0, 1))
    missing = {name: result[2] for name, result in results.items() if result[2]}
    assert found >= FEWEST_STEPS_FOUND * total, f"{found} of {total}: {missing}"


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_no_sentence_is_dropped_silently(path):
    assert sentences_lost(path, import_article(path, "thing")) == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_the_article_fits_the_schema(path):
    Article.model_validate(import_article(path, "thing").article)
