"""Yes, no, stop, from the beginning: words whose meaning is the moment they are said in."""

from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Asking
from unstuck.guide.turn import CloseTicket, ScheduleFollowUp


def test_stop_keeps_the_place_and_continue_resumes_it(talk):
    talk("describe_photo_permission")
    talk("next_step")
    assert talk("stop_guide") == ["stopped"]
    assert talk("thank") == ["thank"]
    assert talk("next_step") == ["step"]
    assert talk.case.step == 1


def test_start_over_forgets_everything_but_the_device(talk):
    talk("describe_app_glitch", ("device", "ipad"))
    talk("report_still_failing")
    assert talk("start_over") == ["started_over", "ask_cause"]
    assert talk.case.tried == ()
    assert talk.case.device == "ipad"


def test_who_declines_the_person_goes_on_where_it_was(talk):
    talk("describe_photo_permission")
    talk("nlu_fallback")
    talk("nlu_fallback")
    assert talk("deny") == ["no_person_then", "step"]


def test_yes_and_no_at_the_last_step_mean_worked_and_failed(talk):
    talk("describe_photo_permission")
    for _ in range(4):
        talk("next_step")
    assert talk("deny")[0] == "fix_begins"
    for _ in range(3):
        talk("next_step")
    assert talk("affirm") == ["fixed"]


def test_no_in_the_middle_of_a_step_means_help(talk):
    talk("describe_photo_permission")
    assert talk("deny") == ["step_help"]


def test_yes_at_a_last_step_whose_question_was_put_away_asks_how_it_went(talk):
    talk("describe_photo_permission")
    for _ in range(4):
        talk("next_step")
    talk.case = replace(talk.case, asking=None)
    assert talk("affirm") == ["ask_outcome"]


def test_when_the_time_has_come_the_bot_asks_whether_it_works(talk):
    talk("describe_rate_limit")
    talk("affirm")
    assert talk("follow_up_due") == ["follow_up_due"]
    assert talk("confirm_fixed") == ["fixed"]


def test_who_does_not_know_whether_it_works_sees_the_step_again_and_is_told_to_try(talk):
    talk("describe_photo_permission")
    talk("confirm_fixed")
    talk.case = replace(talk.case, solved=False, asking=Asking.OUTCOME)
    assert talk("leave_open") == ["try_to_see", "step"]


def test_who_leaves_the_choice_to_the_bot_gets_the_fix_that_was_on_the_screen(talk):
    talk("describe_photo_permission")
    talk("list_methods")
    assert talk("leave_open") == ["step"]
    assert talk.case.method == "photo_permission"


def test_who_cannot_say_at_a_yes_or_no_is_asked_the_next_question(talk):
    talk("describe_photo_permission")
    for _ in range(5):
        talk("report_still_failing")
    assert talk("leave_open") == ["ask_escalation"]
    assert talk.case.escalation == "instagram_account"


def test_a_message_later_comes_after_the_time_of_the_advice_that_was_given(talk):
    talk("describe_rate_limit")
    assert talk("want_follow_up") == ["follow_up_set"]
    assert talk.effects == (ScheduleFollowUp(24),)
    assert (talk.case.promised, talk.case.asking) == ("rate_limit", None)


def test_where_an_article_has_nothing_to_wait_for_no_message_is_promised(knowledge, talk):
    article = knowledge.first.model_copy(update={"escalations": ()})
    talk.knowledge = Knowledge((article,))
    assert talk("want_follow_up")[0] == "no_follow_up"
    assert talk.effects == ()


def test_a_person_that_is_not_wanted_any_more_is_called_off(talk):
    talk.case = replace(talk.case, ticket="U-1001")
    talk("cancel_ticket")
    assert talk.case.ticket is None
    assert CloseTicket() in talk.effects


def test_with_nothing_begun_there_is_nothing_to_stop(talk):
    assert talk("stop_guide") == ["stopped_idle"]
    assert (talk.effects, talk.case.paused) == ((), False)
