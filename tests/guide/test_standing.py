"""Somebody stands at a step: what looks like a whole fix is of that step, and nothing undone is ticked."""

from dataclasses import replace

import pytest

from tests.guide.saying import describes, did, message, says
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


def test_a_deed_without_the_fix_s_name_is_the_step_s(closing):
    closing.typed(message("opened it", did("force_quit", How.FAILED)))
    assert at(closing) == ("force_quit", 1, ())


def test_what_was_done_lies_behind(closing):
    closing.typed(message("swiped it up and it's gone", replace(did("force_quit", How.DONE), step=1)))
    assert at(closing) == ("force_quit", 2, ())


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


def test_another_fix_counts_where_it_is_named_or_lies_back_and_not_where_it_only_looks_like_one(closing):
    closing.typed(message("tried the photo", did("different_image", How.FAILED), DONE_STEP))
    assert closing.case.tried == ()
    before = did("different_image", How.FAILED)
    closing.typed(message("i used another picture before", type(before)(**vars(before) | {"end": 29}), DONE_STEP))
    assert closing.case.tried == ("different_image",)


def test_some_of_it_and_not_all_is_one_step(closing):
    closing.typed(message("opened that, not closed yet", DONE_STEP, did("force_quit", How.NOT_DONE, 0.99), near_step=2))
    assert at(closing) == ("force_quit", 1, ())


def test_who_says_that_a_step_is_not_done_yet_is_taken_back_to_it(closing):
    closing.typed(message("next", DONE_STEP))
    closing.typed(message("next", DONE_STEP))
    closing.typed(message("she hasn't closed it yet", did("force_quit", How.NOT_DONE), near_step=1))
    assert at(closing) == ("force_quit", 1, ())


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


def test_who_has_not_done_a_step_and_asks_how_is_told_how(talk):
    talk("choose_method", ("method", "force_quit"))
    talk("next_step")
    undone = did("force_quit", How.NOT_DONE)
    assert talk.typed(message("did NOT close it yet. how?", undone, HELP, asks=True, near_step=1)) == ["step_help"]


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


def test_what_the_step_says_itself_is_no_word_for_long_ago(talk):
    talk("choose_method", ("method", "force_quit"))
    seen = replace(DONE_STEP, step=0)
    talk.typed(message("pressed it twice, i see cards", seen, did("force_quit", How.DONE, 0.8)))
    assert at(talk) == ("force_quit", 1, ())


def test_who_did_that_already_and_is_some_steps_on_has_not_done_all_of_it(closing):
    there = replace(DONE_STEP, step=1)
    closing.typed(message("i already did that! cards are on the screen. next", did("", How.DONE), there))
    assert at(closing) == ("force_quit", 1, ())


def test_where_the_step_is_to_see_whether_it_works_what_is_in_vain_is_the_fix(closing):
    closing.typed(message("next", replace(DONE_STEP, step=3)))
    ranking = (("report_still_failing", 0.15),)
    closing.typed(message("picked the pic and same thing", did("different_image", How.FAILED, 0.7), ranking=ranking))
    assert at(closing)[2] == ("force_quit",)


def test_a_question_that_no_intent_covers_is_of_the_step_if_it_speaks_of_it(closing):
    asked = says(Act.ASKS, "nlu_fallback", confidence=0.3)
    assert closing.typed(message("am i doing it wrong?", replace(asked, step=0), asks=True)) == ["step_help"]
    said = closing.typed(message("done. can i eat it?", DONE_STEP, asked, asks=True))
    assert said == ["no_answer", "step"]


def test_another_fix_that_was_done_at_length_counts_without_its_name(closing):
    told = replace(did("restart_device", How.FAILED, 0.95), end=60)
    closing.typed(message("so i turned the phone off and on too while i was at it", told))
    assert at(closing)[2] == ("restart_device",)
