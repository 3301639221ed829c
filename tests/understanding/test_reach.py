"""Which step somebody has reached: what tells it."""

from dataclasses import replace

from tests.understanding.at_steps import STEP, looks, vector
from unstuck.understanding.context import StepWords
from unstuck.understanding.moves import Move
from unstuck.understanding.reach import own_words, signs

LIKE, NAMED = 8, 21  # the places of the signs how like the step is, and that count its words beside those of others


def test_the_next_step_and_each_later_one_has_its_signs_and_what_is_done_the_end_as_well():
    assert len(signs(looks("lid"), STEP, Move.HELP, vector)) == 4
    assert len(signs(looks("lid"), STEP, Move.DONE, vector)) == 4
    assert len(signs(looks("lid"), replace(STEP, step=3), Move.DONE, vector)) == 1


def test_little_words_are_nobody_s_own_but_on_a_screen_they_are_names():
    assert own_words("Then tap on **Full Access**.") == own_words("tapping Full Access")
    assert "full" not in own_words("It is full.")


def test_a_step_whose_own_words_are_said_has_more_signs_than_one_that_shares_them():
    steps = tuple(map(StepWords, ("Tap Settings.", "Tap Photos.", "Tap Full Access.")))
    at = replace(STEP, steps=steps)
    here, nearer, further = signs(looks("tap full or limited?"), at, Move.HELP, vector)
    assert further[NAMED] == 0 > max(nearer[NAMED], here[NAMED])
