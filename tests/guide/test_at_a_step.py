"""Somebody is in the middle of a fix: what the guide does with what was heard there."""

from dataclasses import replace

import pytest

from tests.guide.saying import describes, did, message, says
from unstuck.guide.turn import OpenTicket
from unstuck.understanding.statements import Act, How

DONE_STEP = says(Act.RESULT, "next_step")
HELP = says(Act.WANTS, "ask_step_help")


@pytest.fixture
def closing(talk):
    """Somebody who is closing the app, at the first of four steps."""
    talk("choose_method", ("method", "force_quit"))
    return talk


def at(talk):
    return talk.case.method, talk.case.step, talk.case.tried


def test_a_deed_and_the_same_error_end_the_fix(closing):
    ranking = (("report_still_failing", 0.8),)
    closing.typed(message("swiped it up, same thing", did("force_quit", How.FAILED), ranking=ranking))
    assert closing.case.tried == ("force_quit",)


def test_where_the_words_for_what_lies_back_are_not_known_a_nameless_deed_does(closing):
    closing.typed(message("das hab ich schon gemacht", did(""), language="de"))
    assert closing.case.tried == ("force_quit",)
    assert closing.case.method != "force_quit"


def test_there_a_deed_with_its_name_is_of_just_now(closing):
    closing.typed(message("app geschlossen", did("force_quit"), language="de"))
    assert at(closing) == ("force_quit", 3, ())


def test_a_fix_that_was_not_done_after_all_comes_back(talk):
    talk("describe_app_glitch")
    talk("report_still_failing")
    first, second = talk.case.plan[:2]
    assert talk.case.method == second
    talk.typed(message("what, i didn't do that", did(first, How.NOT_DONE)))
    assert at(talk) == (first, 0, ())


def test_none_of_them_unticks_all(talk):
    talk("describe_app_glitch")
    talk("report_still_failing")
    talk.typed(message("i tried none of them", did("all", How.NOT_DONE)))
    assert talk.case.tried == ()


def test_a_question_about_a_later_step_shows_that_step(talk):
    talk("choose_method", ("method", "photo_permission"))
    talk.typed(message("none, limited, full. which?", HELP, asks=True, near_step=3))
    assert at(talk) == ("photo_permission", 3, ())


def test_who_says_goodbye_is_not_shown_the_step_again(closing):
    later, bye = says(Act.WANTS, "repeat_step", confidence=0.6), says(Act.TALKS, "goodbye", confidence=0.9)
    assert closing.typed(message("i'll try at home tonight. bye", later, bye)) == ["goodbye"]


def test_who_has_done_all_and_wants_a_person_gets_one(closing):
    person = says(Act.WANTS, "talk_to_human")
    said = closing.typed(message("all done. a person please", did("force_quit", How.DONE), person))
    assert "fix_begins" not in said
    assert any(isinstance(effect, OpenTicket) for effect in closing.turn.effects)


def test_help_with_a_later_step_brings_one_set_of_buttons_that_of_the_step(talk):
    talk("choose_method", ("method", "photo_permission"))
    assert talk.typed(message("where is it in the list of apps", replace(HELP, step=1), asks=True)) == [
        "step",
        "answer",
    ]


def test_a_question_beside_progress_moves_one_step_however_far_on_it_asks(talk):
    talk("choose_method", ("method", "photo_permission"))
    safe = replace(says(Act.ASKS, "ask_permission_safe"), step=3)
    talk.typed(message("opened settings. is full access safe?", DONE_STEP, safe, asks=True, near_step=3))
    assert at(talk) == ("photo_permission", 1, ())


def test_who_is_some_steps_on_is_met_there_whatever_they_ask_beside_that(closing):
    there = replace(DONE_STEP, step=3)
    closing.typed(message("opened it again, at edit profile now. do i tap the photo?", there, HELP, asks=True))
    assert at(closing) == ("force_quit", 3, ())


def test_the_trouble_that_a_step_is_for_leads_to_that_step(talk):
    talk("choose_method", ("method", "photo_permission"))
    talk.typed(message("it says Limited Access", describes("describe_photo_permission"), near_step=3))
    assert at(talk) == ("photo_permission", 3, ())


def test_who_tells_the_device_where_help_is_wanted_sees_the_step_for_it(closing):
    said = closing.typed(message("she has a home button. twice?", HELP, entities=(("device", "home_button"),)))
    assert said == ["noted_device", "step"]


def test_no_such_notice_is_a_no(talk):
    talk("describe_app_glitch")
    for _ in talk.case.plan:
        talk("report_still_failing")
    asked = talk.case.escalation
    article = talk.knowledge.article(talk.case.article)
    denied = describes(article.escalation(asked).intents[0], How.DENIED)
    talk.typed(message("just checked, nothing", denied))
    assert talk.case.escalation != asked
    assert asked in talk.case.escalations_done


def test_help_after_it_works_is_not_that_of_a_step(talk):
    talk("choose_method", ("method", "restart_device"))
    talk("confirm_fixed")
    assert talk.typed(message("how do i get it sharp", HELP, asks=True)) == ["no_answer"]


def test_an_old_system_beside_a_question_of_the_step_waits(talk):
    talk("choose_method", ("method", "photo_permission"))
    system = describes("describe_outdated_ios")
    talk.typed(message("in Settings now, new software, don't know where to look", DONE_STEP, system, HELP))
    assert at(talk) == ("photo_permission", 1, ())


def test_what_fails_after_a_branch_ends_the_fix(talk):
    talk("choose_method", ("method", "photo_permission"))
    talk("next_step")
    talk("next_step")
    branch = says(Act.RESULT, "take_branch", target="2.1")
    fails = replace(says(Act.RESULT, "report_still_failing"), start=20)
    talk.typed(message("full access is on. STILL failed", branch, fails))
    assert talk.case.tried == ("photo_permission",)


def test_a_pace_that_is_asked_for_hides_no_trouble(talk):
    slowly = says(Act.WANTS, "show_single_steps")
    error = describes("report_profile_photo_error")
    assert talk.typed(message("Profile Photo Update Failed, please go slowly", error, slowly)) == ["ask_cause"]


def test_a_pace_before_any_trouble_asks_for_the_trouble(talk):
    said = talk.typed(message("please go slowly", says(Act.WANTS, "show_single_steps")))
    assert said[0] == "noted_pace"
    assert len(said) > 1


def test_another_fix_that_was_done_at_length_counts_without_its_name(closing):
    told = replace(did("restart_device", How.FAILED, 0.95), end=60)
    closing.typed(message("so i turned the phone off and on too while i was at it", told))
    assert at(closing)[2] == ("restart_device",)


def test_a_deed_of_a_later_step_leads_behind_it(closing):
    closing.typed(message("zugemacht", replace(DONE_STEP, how=How.DONE, step=1), language="de"))
    assert at(closing) == ("force_quit", 2, ())


def test_who_has_done_every_step_is_asked_whether_it_works(closing):
    assert closing.typed(message("did all of it", replace(DONE_STEP, step=4))) == ["ask_outcome"]
