"""What is judged of a message at a step, and that what is learned of it holds for messages of other hands."""

from collections import Counter

import numpy as np
import pytest

from scripts.bench_talk import HELD_OUT, OF_STEPS, moves_at_step
from tests.understanding.at_steps import STEP, looks, vector
from tests.understanding.test_reach import LIKE
from unstuck.understanding.move_judge import Judge
from unstuck.understanding.moves import Move
from unstuck.understanding.reach import signs

# Of the kept-back lists; a few points below what was last measured.
FLOORS = {"at_step": 0.79, "solved_or_not": 0.72, "in_a_hurry": 0.64}
NOTHING = np.zeros((2, len(Move)), dtype=np.float32)


def test_that_step_is_reached_whose_signs_weigh_most():
    like = np.zeros((2, len(signs(looks("lid"), STEP, Move.DONE, vector)[0])), dtype=np.float32)
    like[:, LIKE] = 1.0
    judge = Judge(NOTHING, NOTHING, NOTHING, like)
    assert judge.reached(looks("pour the water"), STEP, Move.DONE, vector) == 3
    assert judge.reached(looks("open the lid"), STEP, Move.DONE, vector) == 1
    assert judge.reached(looks("press the green knob"), STEP, Move.HELP, vector) == 1
    assert judge.reached(looks("press the green knob"), STEP, Move.WAIT, vector) == 0


def test_shares_of_the_moves_add_up_and_no_lesson_means_no_share():
    weights = np.zeros((2, len(Move)), dtype=np.float32)
    weights[-1, 1:] = -np.inf
    judge = Judge(NOTHING, weights, weights, np.zeros((2, 1)))
    assert judge.moves(np.ones(1))[Move.DONE] == pytest.approx(1)
    assert judge.says(np.ones(1)) == dict.fromkeys(Move, 0.0) | {Move.DONE: 0.5}


def test_what_one_clause_surely_asks_for_is_seen_beside_what_all_of_it_seems_to():
    weights = np.zeros((2, len(Move)), dtype=np.float32)
    weights[0, list(Move).index(Move.FIXED)] = 9.0
    judge = Judge(weights, NOTHING, NOTHING, np.zeros((2, 1)))
    rows = np.array([[0.1], [0.0], [1.0], [0.0]], dtype=np.float32)  # the message, and three clauses
    fixed = judge.seen(rows).reshape(6, len(Move))[:, list(Move).index(Move.FIXED)]
    assert fixed[1] > fixed[0] > fixed[2]
    assert fixed[4] > 0.9
    alone = judge.seen(rows[2:3]).reshape(6, len(Move))
    assert np.array_equal(alone[0], alone[1]), "a message with one clause is that"


@pytest.mark.parametrize("name", OF_STEPS)
def test_kept_back_messages_at_steps_are_judged_as_rightly_as_they_were(reader, name):
    score = sum(moves_at_step(reader, HELD_OUT / f"{name}.yml").values(), Counter())
    print(f"\n{name}: {score['right']} of {score['all']}")
    assert score["right"] / score["all"] >= FLOORS[name]
