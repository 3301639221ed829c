"""Training makes the three classifiers of examples and lessons."""

import shutil

import pytest

from tests.understanding.words import WordCounter
from unstuck.errors import ModelError
from unstuck.understanding.archive import FIXES, HOWS, INTENTS
from unstuck.understanding.context import MOMENTS
from unstuck.understanding.statements import How
from unstuck.understanding.training import train

OURS = [
    ("the network is slow", "describe_network_trouble"),
    ("my wifi is bad", "describe_network_trouble"),
    ("no signal in here", "describe_network_trouble"),
    ("it worked", "confirm_fixed"),
    ("all is well now", "confirm_fixed"),
    ("that cured it", "confirm_fixed"),
]
ENCODER = WordCounter(width=96)
PERSON = ("get me a person", "talk_to_human")


@pytest.fixture
def trained(root, knowledge, lessons_folder):
    """Trains with examples, and a few lessons of each kind."""
    shutil.copy(root / "data" / "statements" / "acts.yml", lessons_folder)
    with (lessons_folder / "near.yml").open("a") as file:
        file.write(f"- {{text: {PERSON[0]}, moment: '', intent: {PERSON[1]}}}\n")
    return lambda examples: train(examples, ENCODER, lessons_folder, root / "data" / "entities", knowledge.articles)


def test_what_is_meant_is_learned_of_examples_and_lessons_which_fix_and_how_it_went_of_lessons(trained):
    found = trained(OURS)
    assert set(found) == {INTENTS, FIXES, HOWS}
    text = "switched it off and on"
    learned = {name: one.guess(text, ENCODER.layers(text)).intent for name, one in found.items()}
    assert learned == {INTENTS: "already_tried", FIXES: "restart_device", HOWS: How.DONE}
    assert {text for text, _ in OURS} | {"I restarted my phone.", "yes"} <= set(found[INTENTS].examples)
    assert OURS[0][0] in found[HOWS].examples, "a description says that a trouble is there"
    assert {one.encoder for one in found.values()} == {ENCODER.fingerprint}
    assert found.judge, "what is said at steps is learned as well"


def test_what_means_the_same_at_any_moment_is_learned_for_each(trained):
    intents = trained(OURS)[INTENTS]
    said = sorted(moment for text, moment in zip(intents.examples, intents.moments, strict=True) if text == PERSON[0])
    assert said == sorted(["", *MOMENTS])


def test_the_examples_of_another_project_are_learned_as_they_are(trained, examples):
    found = trained(examples)
    assert found[INTENTS].examples == tuple(text for text, _ in examples)
    assert found.judge is None


def test_without_lessons_nothing_is_trained(trained, lessons_folder):
    (lessons_folder / "tried.yml").unlink()
    with pytest.raises(ModelError):
        trained(OURS)
