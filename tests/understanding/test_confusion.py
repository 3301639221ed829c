"""Intents that the classifier cannot tell apart are named with an example."""

import pytest

from unstuck import settings
from unstuck.articles.check import examples
from unstuck.errors import ModelError
from unstuck.understanding.confusion import mixed_up

pytestmark = pytest.mark.usefixtures("models")

SAME = ["the kettle will not boil", "my kettle stays cold", "kettle does not get hot", "no heat in the kettle"]
ALIKE = ["the kettle won't boil", "my kettle is still cold", "kettle not getting hot", "the kettle has no heat"]


def judge(more):
    chosen = settings.read()
    every = {**examples(settings.ROOT, chosen.examples), **more}
    return mixed_up(every, list(more), chosen.models, chosen.encoder)


def test_two_causes_in_the_same_words_are_mixed_up():
    found = judge({"kettle.cold": SAME, "kettle.broken": ALIKE})
    assert {(mixed.intent, mixed.other) for mixed in found} == {
        ("kettle.cold", "kettle.broken"),
        ("kettle.broken", "kettle.cold"),
    }
    assert found[0].example in SAME + ALIKE


def test_two_causes_in_their_own_words_are_not():
    assert judge({"kettle.cold": SAME, "garden.dry": ["the lawn is brown", "my lawn dries out", "dead grass"]}) == []


def test_without_a_model_it_says_so(tmp_path):
    with pytest.raises(ModelError):
        mixed_up({}, [], tmp_path, "int8")
