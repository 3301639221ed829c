"""The way to a person: no empty ticket, and an address that is taken in its moment only."""

from dataclasses import replace

import pytest

from tests.guide.saying import did, message, says
from unstuck.guide.case import Asking, Case
from unstuck.guide.context import context_of
from unstuck.guide.handover import ASKED, DONE
from unstuck.guide.turn import CloseTicket, KeepContact, Message, OpenTicket
from unstuck.understanding.statements import Act, How, Statement


def said(intent, text="", act=Act.WANTS):
    return Message(intent, text=text, statements=(Statement(act, intent),))


def opens(talk):
    return any(isinstance(effect, OpenTicket) for effect in talk.effects)


def test_agent_out_of_nowhere_is_asked_what_it_is_about(talk):
    assert talk("talk_to_human") == ["ask_trouble"]
    assert not opens(talk)


@pytest.mark.parametrize("intent", ["talk_to_human", "nlu_fallback", "out_of_scope", "affirm", "greet"])
def test_whatever_is_said_then_opens_it(talk, intent):
    talk("talk_to_human")
    assert talk.typed(said(intent, "my dog ate my phone", Act.TALKS)) == []
    assert opens(talk)
    assert talk.case.asking is None


def test_a_trouble_that_is_known_opens_it_and_is_helped_with_meanwhile(talk):
    talk("talk_to_human")
    shown = talk.typed(said("report_profile_photo_error", "it says update failed", Act.DESCRIBES))
    assert "ask_cause" in shown
    assert opens(talk)


@pytest.mark.parametrize("intent", ["deny", "stop_guide", "cancel_ticket"])
def test_who_thinks_better_of_it_has_no_ticket(talk, intent):
    talk("talk_to_human")
    assert talk(intent) == ["no_person_then"]
    assert not opens(talk)


def test_who_has_told_something_is_passed_on_at_once(talk):
    talk("report_profile_photo_error")
    talk("talk_to_human")
    assert opens(talk)


def test_who_tells_it_in_the_same_breath_is_passed_on_at_once(talk):
    both = (Statement(Act.WANTS, "talk_to_human"), Statement(Act.DESCRIBES, "report_profile_photo_error"))
    talk.typed(Message("talk_to_human", text="a person please, it says update failed", statements=both))
    assert opens(talk)


@pytest.fixture
def asked(talk):
    """A talk in the middle of a fix, with a ticket, in which an address has just been asked for."""
    talk("report_profile_photo_error")
    talk("next_step")
    talk.case = Case.from_json(talk.case.to_json() | {"ticket": "U-1001", "contact": ASKED})
    return talk


def kept(talk):
    return [effect.address for effect in talk.effects if isinstance(effect, KeepContact)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ann@example.com", "ann@example.com"),
        ("sure, it's ann.b+threads@mail.example.co.uk.", "ann.b+threads@mail.example.co.uk"),
        ("<Ann@Example.com>", "Ann@Example.com"),
        ("mailto:ann@example.com thanks", "ann@example.com"),
    ],
)
def test_an_address_is_repeated_and_kept_after_a_yes(asked, text, address):
    assert asked.typed(said("nlu_fallback", text)) == ["confirm_contact"]
    assert asked.said("confirm_contact").values == {"address": address}
    assert kept(asked) == []
    step = asked.case.method, asked.case.step
    assert asked("affirm")[0] == "contact_kept"
    assert kept(asked) == [address]
    assert (asked.case.method, asked.case.step) == step


def test_a_wrong_one_is_asked_for_again(asked):
    asked.typed(said("nlu_fallback", "ann@exmaple.com"))
    assert asked("deny") == ["ask_contact_again"]
    assert asked.typed(said("nlu_fallback", "ann@example.com")) == ["confirm_contact"]
    asked("affirm")
    assert kept(asked) == ["ann@example.com"]


def test_no_is_no_and_the_talk_goes_on(asked):
    step = asked.case.method, asked.case.step
    shown = asked("deny")
    assert shown[0] == "no_contact"
    assert len(shown) > 1
    assert (asked.case.method, asked.case.step, asked.case.contact) == (*step, DONE)


def test_who_goes_on_with_the_fix_is_not_held_up_and_not_asked_again(asked):
    step = asked.case.step
    asked("next_step")
    assert asked.case.step == step + 1
    asked.typed(said("nlu_fallback", "ann@example.com"))
    assert "confirm_contact" not in [say.name for say in asked.turn.says]
    assert asked.case.contact == DONE


@pytest.mark.parametrize(
    "text", ["ann at example dot com", "@ann", "a@b", "x" * 400 + "@example.com", "ann@exa mple.com"]
)
def test_what_is_no_address_is_none(asked, text):
    asked.typed(said("nlu_fallback", text))
    assert "confirm_contact" not in [say.name for say in asked.turn.says]


def test_while_it_is_asked_a_yes_or_no_is_meant_for_it(asked, knowledge):
    assert context_of(knowledge, asked.case).moment == "hand_off"


def test_asking_for_the_trouble_leaves_no_trace_in_the_case(talk):
    talk("talk_to_human")
    assert talk.case.asking is Asking.TROUBLE
    talk.typed(said("report_profile_photo_error", "update failed", Act.DESCRIBES))
    assert talk.case.asking is not Asking.TROUBLE


def test_with_a_ticket_the_guide_rests_and_the_team_hears_what_fails(talk):
    talk("describe_app_glitch")
    talk("talk_to_human")
    assert OpenTicket() in talk.effects
    talk.case = replace(talk.case, ticket="U-1001")
    said = talk.typed(message("off and on once more, still fails", says(Act.RESULT, "report_still_failing")))
    assert (said, OpenTicket() in talk.effects) == ([], True)
    assert talk.case.tried == ("force_quit",)
    assert talk.typed(message("did the restart too", did("restart_device", How.FAILED))) == ["noted_tried"]
    assert OpenTicket() in talk.effects
    assert "step" in talk("next_step"), "who wants to goes on meanwhile"


def test_who_waits_for_the_team_and_asks_twice_is_not_helped_with_a_step(talk):
    talk("describe_app_glitch")
    talk("talk_to_human")
    talk.case = replace(talk.case, ticket="U-1001")
    asked = message("is a human coming", says(Act.ASKS, "ask_when_answered"))
    assert talk.typed(asked) == ["ask_when_answered"]
    assert talk.typed(asked) == ["what_next"]


@pytest.mark.parametrize("intent", ["background", "nlu_fallback", "out_of_scope", "describe_other_platform"])
def test_what_is_told_beside_a_ticket_and_moves_nothing_is_for_the_team(talk, intent):
    talk("describe_app_glitch")
    talk("talk_to_human")
    talk.case = replace(talk.case, ticket="U-1001")
    told = message("it works on my husband's phone with my login", says(Act.DESCRIBES, intent))
    assert talk.typed(told) == []
    assert OpenTicket() in talk.effects
    assert talk.case.waits_for_team


def test_words_that_hardly_mean_it_close_no_ticket(talk):
    talk("describe_app_glitch")
    talk("talk_to_human")
    talk.case = replace(talk.case, ticket="U-1001")
    assert talk.typed(message("whats the ticket for", says(Act.WANTS, "cancel_ticket", 0.69))) == ["ask_ticket"]
    assert talk.case.ticket
    talk.typed(message("close my ticket", says(Act.WANTS, "cancel_ticket", 0.95)))
    assert talk.effects == (CloseTicket(),)
