"""Somebody stands at a step: the move that a message asks for decides which of its statements count."""

import pytest

from unstuck.understanding.acts import Acts
from unstuck.understanding.classifier import Guess
from unstuck.understanding.context import Context
from unstuck.understanding.moves import Move
from unstuck.understanding.standing import Standing, at_step
from unstuck.understanding.statements import NOT_UNDERSTOOD, Act, How, Statement

STEP = Context("step", "force_quit", 1)
DEED = Statement(Act.DID, "already_tried", "force_quit", How.FAILED)
OTHER = Statement(Act.DID, "already_tried", "reinstall", How.DONE)
TROUBLE = Statement(Act.DESCRIBES, "describe_photo_permission")
ASKED = Statement(Act.ASKS, "ask_reinstall_safe")
NOTHING, NO_FIX = (("background", 1.0),), (("none", 1.0),)
PERSON = Statement(Act.WANTS, "talk_to_human")


@pytest.fixture
def stand(root, knowledge):
    """The statements of a message of which the test says how likely each move is, and what was heard without it."""
    acts = Acts.load(root / "data" / "statements", knowledge)

    def said(
        moves, *heard, whole=(("background", 1.0),), fix=(("none", 1.0),), near=None, branch="", like=0.0, facts=()
    ):
        shares = dict.fromkeys(Move, 0.0) | moves
        standing = Standing(shares, shares, Guess(whole, ""), Guess(fix, ""), 2, near, branch, like, facts, 9)
        return at_step(acts, heard, standing, STEP)

    return said


def intents(said):
    return [one.intent for one in said]


def test_a_deed_is_the_step_s_where_the_step_is_done(stand):
    (one,) = stand({Move.DONE: 0.9}, DEED, TROUBLE)
    assert (one.intent, one.step, one.confidence) == ("next_step", 2, 0.9)


def test_a_fix_that_lies_back_is_struck_off_as_a_whole(stand):
    (one,) = stand({Move.TRIED: 0.6}, Statement(Act.RESULT, "next_step"))
    assert (one.act, one.target, one.how) == (Act.DID, "force_quit", How.FAILED)


def test_who_says_that_something_is_not_done_is_hardly_done(stand):
    undone = Statement(Act.DID, "already_tried", "force_quit", How.NOT_DONE)
    assert intents(stand({Move.DONE: 0.4, Move.WAIT: 0.3}, undone)) == ["repeat_step"]
    assert intents(stand({Move.DONE: 0.8, Move.WAIT: 0.1}, undone)) == ["next_step"]


def test_another_fix_counts_beside_the_step_where_the_message_speaks_of_one(stand):
    assert intents(stand({Move.FAILS: 0.7, Move.OTHER: 0.6}, OTHER)) == ["report_still_failing", "already_tried"]
    assert intents(stand({Move.FAILS: 0.9, Move.OTHER: 0.01}, OTHER)) == ["report_still_failing"]


def test_what_is_asked_beside_progress_is_answered_and_a_wish_for_a_person_always_met(stand):
    assert intents(stand({Move.DONE: 0.9, Move.ASKS: 0.7}, ASKED)) == ["next_step", "ask_reinstall_safe"]
    assert "talk_to_human" in intents(stand({Move.FAILS: 0.9}, PERSON))


def test_what_a_step_of_the_fix_answers_is_a_wish_for_help_with_that_step(stand):
    (one,) = stand({Move.ASKS: 0.9}, near=3)
    assert (one.intent, one.step) == ("ask_step_help", 3)
    assert intents(stand({Move.ASKS: 0.9}, ASKED, near=3)) == ["ask_reinstall_safe"]


def test_a_trouble_leaves_the_fix_only_where_the_message_tells_one(stand):
    assert intents(stand({Move.TELLS: 0.8}, TROUBLE)) == ["describe_photo_permission"]
    assert intents(stand({Move.HELP: 0.8, Move.TELLS: 0.1}, TROUBLE)) == ["ask_step_help"]


def test_a_trouble_that_is_ruled_out_is_noted_whatever_else_is_said(stand):
    denied = Statement(Act.DESCRIBES, "describe_network_trouble", how=How.DENIED)
    assert denied in stand({Move.DONE: 0.9}, denied)


def test_a_branch_is_taken_where_the_step_has_one(stand):
    (one,) = stand({Move.BRANCH: 0.8}, branch="1.0")
    assert (one.intent, one.target) == ("take_branch", "1.0")
    assert intents(stand({Move.BRANCH: 0.8, Move.HELP: 0.1})) == ["ask_step_help"]
    assert intents(stand({Move.DONE: 0.8}, branch="1.0", like=0.7)) == ["take_branch"]
    assert intents(stand({Move.DONE: 0.8}, branch="1.0", like=0.5)) == ["next_step"]


def test_no_branch_is_taken_by_words_of_a_trouble_or_of_what_is_not_done(stand):
    undone = Statement(Act.DID, "already_tried", "force_quit", How.NOT_DONE)
    likely = {Move.BRANCH: 0.8, Move.TELLS: 0.1, Move.WAIT: 0.05}
    assert intents(stand(likely, TROUBLE, branch="1.0")) == ["describe_photo_permission"]
    assert intents(stand(likely | {Move.TELLS: 0}, undone, branch="1.0")) == ["repeat_step"]


def test_who_names_a_device_and_is_hardly_done_tells_it(stand):
    ipad = (("device", "ipad"),)
    assert intents(stand({Move.DONE: 0.4, Move.TELLS: 0.3}, facts=ipad)) == ["inform_device"]
    assert intents(stand({Move.DONE: 0.8}, facts=ipad)) == ["next_step"]


def test_what_a_move_stands_for_is_the_likeliest_of_its_kind_where_nothing_surer_was_heard(stand):
    whole = (("ask_step_help", 0.6), ("describe_app_glitch", 0.2), ("express_frustration", 0.1))
    assert intents(stand({Move.TELLS: 0.5}, whole=whole)) == ["describe_app_glitch"]
    assert intents(stand({Move.TALK: 0.5}, whole=whole)) == ["express_frustration"]
    assert intents(stand({Move.TALK: 0.5}, whole=(("out_of_scope", 0.9),))) == ["out_of_scope"]
    assert [(one.act, one.intent) for one in stand({Move.ASKS: 0.5}, whole=whole)] == [(Act.ASKS, NOT_UNDERSTOOD)]
    (device,) = stand({Move.TELLS: 0.5}, facts=(("device", "ipad"),), whole=whole)
    assert (device.intent, device.entities) == ("inform_device", (("device", "ipad"),))
    (other,) = stand({Move.OTHER: 0.5}, fix=(("force_quit", 0.5), ("reinstall", 0.4)))
    assert (other.intent, other.target) == ("choose_method", "reinstall")
