"""Messages written without sight of the training data. What training came to contain as well no longer counts."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.library import EXAMPLES
from unstuck.articles.check import examples
from unstuck.understanding.acts import Acts
from unstuck.understanding.context import Context
from unstuck.understanding.lexicon import words
from unstuck.understanding.statements import UNDERSTOOD

FEWEST = 200
ACCURACY = 0.92
REFUSED = 0.03


@pytest.fixture(scope="module", params=["heldout.yml", "heldout_second.yml"])
def heldout(root, request):
    trained = {tuple(words(text)) for texts in examples(root, EXAMPLES).values() for text in texts}
    messages = YAML(typ="safe").load(Path(__file__).parent / request.param)["messages"]
    return [(one["text"], one["intent"]) for one in messages if tuple(words(one["text"])) not in trained]


@pytest.fixture(scope="module")
def readings(heldout, reader, root, knowledge):
    """Each is read where it would be said: an answer to a step at a step, all else out of nowhere."""
    answers = Acts.load(root / "data" / "statements", knowledge).only_when_open
    return [(reader.read(text, Context("step" if intent in answers else "")), intent) for text, intent in heldout]


def test_nine_of_ten_are_understood(readings):
    right = [reading.intent == intent for reading, intent in readings]
    print(f"\nunderstood: {sum(right)} of {len(right)}")
    assert sum(right) / len(right) >= ACCURACY


def test_hardly_any_in_scope_is_refused(readings):
    refused = [reading.confidence < UNDERSTOOD for reading, intent in readings if intent != "out_of_scope"]
    print(f"\nrefused: {sum(refused)} of {len(refused)} that are in scope")
    assert sum(refused) / len(refused) <= REFUSED


def test_what_is_out_of_scope_is_not_acted_on(readings):
    stopped = [
        reading.intent in ("out_of_scope", "background") or reading.confidence < UNDERSTOOD
        for reading, intent in readings
        if intent == "out_of_scope"
    ]
    print(f"\nnot acted on: {sum(stopped)} of {len(stopped)} that are out of scope")
    assert sum(stopped) / len(stopped) >= ACCURACY


def test_enough_of_them_are_unseen(heldout):
    assert len(heldout) >= FEWEST
