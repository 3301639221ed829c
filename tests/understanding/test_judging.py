"""What one clause says, from guesses at its meaning, its fix and how it is said."""

from pathlib import Path

import pytest

from unstuck.understanding.acts import Acts
from unstuck.understanding.classifier import Guess
from unstuck.understanding.clauses import Clause
from unstuck.understanding.context import NOWHERE, Context
from unstuck.understanding.entities import Entity
from unstuck.understanding.judging import Piece, statement
from unstuck.understanding.statements import NOT_UNDERSTOOD, Act, How

AT_ANOTHER = Context("step", "different_image")
NO_FIX = Guess((("none", 0.95),), "")


@pytest.fixture
def acts(knowledge):
    return Acts.load(Path("data/statements"), knowledge)


def guess(**shares):
    return Guess(tuple(sorted(shares.items(), key=lambda pair: -pair[1])), "")


def piece(text, meant, fix=NO_FIX, how=None, *, entities=(), asks=False, alone=True):
    clause = Clause(0, len(text), text, asks)
    return Piece(clause, tuple(entities), meant, fix, how or guess(stated=0.9), alone)


def judged(acts, one, context=AT_ANOTHER):
    return statement(acts, one, one.meant, context, lambda words: NO_FIX)


RESTART = guess(restart_device=0.96)
DIFFUSE = guess(all_but=0.5, not_done=0.4, done=0.3)


def test_a_fix_that_is_only_named_in_the_middle_of_another_is_the_one_that_is_wanted(acts):
    named = Entity("method", "restart_device", "restart", 0, 7)
    one = piece("restart", guess(next_step=0.6, already_tried=0.3), RESTART, DIFFUSE, entities=[named])
    said = judged(acts, one)
    assert (said.act, said.intent, said.target) == (Act.WANTS, "choose_method", "restart_device")


def test_out_of_nowhere_a_name_may_be_of_what_was_tried(acts):
    named = Entity("method", "restart_device", "restart", 0, 7)
    one = piece("restart", guess(already_tried=0.6), RESTART, guess(done=0.8), entities=[named])
    assert judged(acts, one, NOWHERE).act is Act.DID


def test_in_a_list_of_what_was_tried_a_name_tells_no_refusal(acts):
    named = Entity("method", "restart_device", "restart", 0, 7)
    one = piece("restart", guess(background=0.4), RESTART, guess(not_done=0.9), entities=[named], alone=False)
    assert (judged(acts, one, NOWHERE).act, judged(acts, one, NOWHERE).how) == (Act.DID, How.DONE)


def test_a_wish_is_believed_where_it_is_surer_than_any_one_way_in_which_it_may_have_gone(acts):
    wish = guess(choose_method=0.78)
    said = judged(acts, piece("i asked you to do the restart", wish, RESTART, DIFFUSE))
    assert (said.act, said.target) == (Act.WANTS, "restart_device")
    done = judged(acts, piece("did the restart", guess(choose_method=0.6), RESTART, guess(done=0.9)))
    assert (done.act, done.how) == (Act.DID, How.DONE)


def test_who_skips_a_fix_for_another_wants_that_one(acts):
    skips, other = guess(skip_method=0.84), RESTART
    wanted = judged(acts, piece("skip this i want to restart", skips, other, guess(wanted=0.6, wont=0.1)))
    assert (wanted.intent, wanted.target) == ("choose_method", "restart_device")
    refused = judged(acts, piece("skip the restart", skips, other, guess(wont=0.4, wanted=0.1)))
    assert refused.intent == "skip_method"


ASKED = guess(asked=0.9)


def test_a_question_that_nobody_knows_is_heard_as_one(acts):
    unknown = guess(ask_why_square=0.3, next_step=0.2)
    said = judged(acts, piece("does cropping wreck my original", unknown, how=ASKED, asks=True))
    assert (said.act, said.intent) == (Act.ASKS, NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    ("text", "meant", "how", "asks"),
    [
        ("so?", guess(ask_step_help=0.3), ASKED, True),
        ("do you even read what i write", guess(express_frustration=0.4), ASKED, True),
        ("can i see it now it is gone", guess(next_step=0.3), guess(stated=0.9), True),
        ("it is my daughter's telephone", guess(next_step=0.3), ASKED, False),
    ],
)
def test_what_only_looks_like_a_question_is_none(acts, text, meant, how, asks):
    assert judged(acts, piece(text, meant, how=how, asks=asks)) is None


def test_of_what_is_surely_asked_less_is_enough_to_know_which_question_it_is(acts):
    meant = guess(ask_permission_safe=0.48)
    assert judged(acts, piece("can i put it back after", meant, how=ASKED, asks=True)).intent == "ask_permission_safe"
    assert judged(acts, piece("put it back after", meant)) is None


def test_in_other_languages_a_question_has_to_be_as_sure_as_anything_else(acts):
    one = piece("how long does it take", guess(ask_wait_time=0.48), how=guess(asked=0.9), asks=True)
    assert judged(acts, one, NOWHERE).intent == "ask_wait_time"
    unsure = statement(acts, one, one.meant, NOWHERE, lambda words: NO_FIX, sure_asked=None)
    assert unsure is None or unsure.intent == NOT_UNDERSTOOD


@pytest.mark.parametrize("result", ["next_step", "confirm_fixed"])
def test_at_a_step_how_it_went_weighs_more_than_a_fix_that_seems_named(acts, result):
    one = piece("did it all and it works", guess(**{result: 0.7, "already_tried": 0.2}), RESTART, guess(done=0.9))
    assert judged(acts, one).intent == result
    assert judged(acts, one, NOWHERE).act is Act.DID


def test_at_a_step_a_fix_that_is_surely_named_is_told_of(acts):
    named = Entity("method", "restart_device", "restarted", 0, 9)
    one = piece("restarted it", guess(next_step=0.6), RESTART, guess(done=0.9), entities=[named])
    assert (judged(acts, one).act, judged(acts, one).target) == (Act.DID, "restart_device")
    failing = piece("done and still the same", guess(report_still_failing=0.7), RESTART, guess(failed=0.9))
    assert judged(acts, failing).act is Act.DID
