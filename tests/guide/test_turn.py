"""Turns are put together: what is said before, what behind, and what is done besides."""

from unstuck.guide.case import Case
from unstuck.guide.turn import DeletePhotos, Message, OpenTicket, Record, Say, Turn

STEP = Turn(Case(article="a"), (Say("step"),), (Record("failed"),))


def test_what_comes_before_and_behind_leaves_the_turn_itself_as_it_was():
    whole = STEP.after(Say("fix_begins")).saying(Say("ask_device")).after(Say("noted"))
    assert [say.name for say in whole.says] == ["noted", "fix_begins", "step", "ask_device"]
    assert (whole.case, whole.effects) == (STEP.case, STEP.effects)
    assert STEP.says == (Say("step"),)


def test_what_is_done_is_done_in_the_order_in_which_it_was_asked_for():
    assert STEP.doing(OpenTicket(), DeletePhotos()).effects == (Record("failed"), OpenTicket(), DeletePhotos())
    assert STEP.doing().effects == STEP.effects


def test_a_message_has_every_value_of_an_entity_as_text_in_its_order():
    message = Message("already_tried", entities=(("method", "restart"), ("count", 3), ("method", "reinstall")))
    assert message.values("method") == ["restart", "reinstall"]
    assert message.values("count") == ["3"]
    assert message.values("device") == []
