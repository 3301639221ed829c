"""What is seen of a message at a step."""

from dataclasses import replace

import numpy as np
import pytest

from tests.understanding.at_steps import STEP, looks, vector
from unstuck.understanding.context import Branch
from unstuck.understanding.moves import all_features, likeness, sentences
from unstuck.understanding.statements import Act


def features(said, at):
    """Of the message, and of each of its clauses, a row each."""
    return all_features(said, at, lambda _: Act.WANTS, vector)


def test_the_sentences_of_a_step_are_without_the_stars_of_its_labels():
    assert sentences("Tap **Photos**. Then wait.") == ["Tap Photos.", "Then wait."]


def test_likeness_is_that_of_the_nearest_and_none_to_nothing():
    rows = np.stack([vector("open the lid"), vector("green knob")])
    assert likeness(rows, ["the lid", "green knob"], vector) == pytest.approx(1)
    assert likeness(rows, [], vector) == 0


def test_the_numbers_are_as_many_for_every_message_and_know_the_step_on_the_screen():
    one, many = (features(said, STEP)[0] for said in (looks("lid"), looks("lid", "a", "b")))
    assert one.shape == many.shape
    assert np.isfinite(one).all()
    elsewhere = features(looks("lid"), replace(STEP, step=2))[0]
    assert not np.array_equal(one, elsewhere)


def test_a_branch_of_the_step_on_the_screen_is_seen_and_one_of_a_later_step_is_not():
    here = replace(STEP, branches=(Branch("0.0", ("the lid is stuck",)),))
    later = replace(STEP, branches=(Branch("1.0", ("the lid is stuck",)),))
    said = looks("the lid is stuck")
    seen, unseen = (features(said, at)[0] for at in (here, later))
    assert seen.sum() > unseen.sum()


def test_a_message_of_several_clauses_has_each_as_a_part_and_one_of_one_has_none():
    assert [one.text for one in looks("lid. knob", "lid", "knob").parts()] == ["lid", "knob"]
    assert list(looks("lid").parts()) == []
    assert len(features(looks("lid. knob", "lid", "knob"), STEP)) == 3
