"""The gate: no intent may be recognised worse than it was. Training cross-validates and keeps each intent's recall."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.library import EXAMPLES
from tests.test_house import NEVER_TYPED
from unstuck.articles.check import domain_intents, examples
from unstuck.understanding import archive, lessons

BELOW = 0.05  # what was measured a floor lies


@pytest.fixture(scope="module")
def classifier(models):
    return archive.read_newest(models)[archive.INTENTS]


@pytest.fixture(scope="module")
def floors():
    return YAML(typ="safe").load(Path(__file__).parent / "floors.yml")


def test_the_model_is_of_the_present_examples_and_lessons(classifier, root, finder, knowledge):
    present = {text.strip() for texts in examples(root, EXAMPLES).values() for text in texts}
    learned = lessons.read(root / "data" / "statements", finder, knowledge.articles).intents
    assert set(classifier.examples) == {*present, *(text for text, _, _ in learned)}


def test_the_model_knows_every_intent_that_can_be_typed(classifier, root, knowledge):
    every = {*domain_intents(root / "domain.yml"), *knowledge.own_intents} - NEVER_TYPED
    assert set(classifier.intents) == every


def test_every_intent_has_a_floor(classifier, floors):
    told = set(floors["recall"]) | set(floors["judged_below"])
    assert told <= set(classifier.intents)
    untold = sorted(set(classifier.intents) - told)
    lines = [f"{intent}: {classifier.recall[intent] - BELOW:.2f}" for intent in untold]
    assert not lines, "\n".join(["below `recall` in floors.yml:", *lines])


def test_no_intent_falls_below_its_floor(classifier, floors):
    fallen = {
        intent: f"{classifier.recall[intent]:.3f} < {floor}"
        for intent, floor in floors["recall"].items()
        if classifier.recall[intent] < floor
    }
    assert not fallen


def test_all_together_stay_accurate(classifier, floors, root):
    said = examples(root, EXAMPLES).items()
    sizes = {intent: len(texts) for intent, texts in said if intent in floors["recall"]}
    right = sum(classifier.recall[intent] * size for intent, size in sizes.items())
    assert right / sum(sizes.values()) >= floors["accuracy"]
