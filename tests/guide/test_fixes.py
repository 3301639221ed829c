"""From fix to fix."""

from dataclasses import replace

from tests.guide.saying import describes, did, message, says
from unstuck.guide.turn import CancelFollowUps, Record
from unstuck.understanding.statements import Act


def test_still_failing_walks_all_methods_each_once_and_then_asks(talk):
    talk("describe_photo_permission")
    walked = [talk.case.method]
    for _ in range(4):
        talk("report_still_failing")
        walked.append(talk.case.method)
    assert sorted(walked) == ["different_image", "force_quit", "photo_permission", "reinstall", "restart_device"]
    assert talk("report_still_failing") == ["no_fix_left", "ask_escalation"]


def test_what_failed_is_remembered_for_the_team(talk):
    talk("describe_photo_permission")
    talk("report_still_failing")
    assert talk.effects == (Record("failed"),)


def test_it_works_says_how_to_keep_it_so(talk, article):
    talk("describe_photo_permission")
    assert talk("confirm_fixed") == ["fixed"]
    assert talk.said("fixed").values["prevention"] == article.prevention
    assert talk.said("fixed").end == "solved"
    talk("confirm_fixed")
    assert talk.said("fixed").end == "", "it was solved before"
    assert talk.effects == (Record("solved"), CancelFollowUps(tell=False))
    assert talk.case.solved


def test_skip_leaves_a_fix_without_counting_it_as_tried(talk):
    talk("describe_photo_permission")
    talk("skip_method")
    assert talk.case.skipped == ("photo_permission",)
    assert talk.case.tried == ()
    assert talk.case.method == "force_quit"


def test_a_skipped_fix_can_still_be_chosen(talk):
    talk("describe_photo_permission")
    talk("skip_method")
    talk("choose_method", ("method", "photo_permission"))
    assert talk.case.method == "photo_permission"
    assert talk.case.skipped == ()


def test_what_was_tried_before_is_left_out(talk):
    assert talk("already_tried", ("method", "restart_device"), ("method", "reinstall")) == [
        "noted_tried",
        "ask_cause",
    ]
    talk("describe_app_glitch")
    assert talk.case.method == "force_quit"
    talk("report_still_failing")
    assert talk.case.method == "photo_permission"


def test_already_tried_without_a_name_means_the_present_fix(talk):
    talk("describe_photo_permission")
    talk("already_tried")
    assert talk.case.tried == ("photo_permission",)
    assert talk.case.method == "force_quit"


def test_already_tried_another_fix_goes_on_with_the_present_one(talk):
    talk("describe_photo_permission")
    talk("next_step")
    assert talk("already_tried", ("method", "restart_device")) == ["noted_tried", "step"]
    assert (talk.case.method, talk.case.step) == ("photo_permission", 1)


def test_a_fix_is_chosen_by_id_by_its_number_as_shown_or_as_the_last(talk):
    talk("describe_photo_permission")
    for name, method in [("reinstall", "reinstall"), ("2", "force_quit"), ("last", "reinstall")]:
        talk("choose_method", ("method", name))
        assert talk.case.method == method


def test_a_number_that_is_not_there_shows_the_list(talk):
    talk("describe_photo_permission")
    assert talk("choose_method", ("method", "9")) == ["list_methods"]


def test_after_a_jump_the_guide_goes_on_with_what_is_left_in_order(talk):
    talk("describe_photo_permission")
    talk("choose_method", ("method", "last"))
    talk("report_still_failing")
    assert talk.case.method == "photo_permission"


# -- it works, said in the middle of a fix --

WORKS = says(Act.RESULT, "confirm_fixed")


def test_a_step_that_works_is_done_and_nothing_is_solved(talk):
    talk("describe_photo_permission")
    talk.typed(message("works, I am in the settings", replace(WORKS, step=0), near_step=0))
    assert (talk.case.step, talk.case.solved) == (1, False)


def test_it_works_before_the_last_step_is_asked_back_and_no_goes_on_where_it_was(talk):
    talk("describe_photo_permission")
    talk("next_step")
    assert talk.typed(message("it works", replace(WORKS, confidence=0.8), near_step=4)) == ["ask_outcome"]
    assert not talk.case.solved
    talk.typed(message("no", says(Act.ANSWERS, "deny")))
    assert (talk.case.method, talk.case.step, talk.case.tried) == ("photo_permission", 1, ())


def test_the_photo_that_changed_before_the_last_step_is_believed(talk):
    talk("describe_photo_permission")
    talk.typed(message("oh, my profile photo has changed", WORKS, near_step=4))
    assert talk.case.solved


def test_a_doubtful_it_works_at_the_last_step_is_asked_back(talk):
    talk("choose_method", ("method", "force_quit"))
    for _ in range(3):
        talk("next_step")
    doubtful = replace(WORKS, confidence=0.55)
    assert talk.typed(message("no error, but here i see the old one", doubtful)) == ["ask_outcome"]
    talk.typed(message("oh wait, it's there", doubtful))
    assert talk.case.solved


def test_nothing_is_solved_while_the_cause_is_asked_for(talk):
    talk("report_profile_photo_error")
    assert talk.typed(message("the photo!!!", replace(WORKS, confidence=0.7))) == ["ask_outcome"]


def test_a_cause_against_which_all_was_done_gives_no_reason_for_another_fix(talk):
    talk("already_tried", ("method", "different_image"))
    assert talk("describe_image_problem")[0] == "fix_begins"


def test_after_advice_that_was_followed_it_remains_to_be_seen(talk):
    talk("describe_account_issue")
    assert talk("next_step") == ["try_to_see", "ask_outcome"]


def test_who_names_the_fix_on_the_screen_stays_at_its_step_until_it_is_seen_whether_it_works(talk):
    talk("choose_method", ("method", "force_quit"))
    talk("next_step")
    wish = says(Act.WANTS, "choose_method", target="force_quit")
    talk.typed(message("closing it now", wish))
    assert talk.case.step == 1
    talk.typed(message("i see it", replace(says(Act.RESULT, "next_step"), step=3)))
    talk.typed(message("closing it once more", wish))
    assert talk.case.step == 0


def test_once_it_works_nothing_that_is_told_of_it_strikes_off_or_begins_a_fix(talk):
    talk("describe_app_glitch")
    talk("confirm_fixed")
    assert talk.typed(message("can she see it already", did("force_quit", confidence=0.63))) == ["solved_before"]
    was = message("it was the wifi of the hotel", describes("describe_network_trouble", confidence=0.77))
    assert talk.typed(was) == ["what_next"], "the same words again are nobody's answer"
    assert (talk.case.solved, talk.case.tried) == (True, ())
    again = message("it hangs again", says(Act.RESULT, "report_still_failing"), describes("describe_app_glitch"))
    talk.typed(again)
    assert not talk.case.solved


def test_what_hardly_says_once_more_that_it_works_is_nothing_to_be_glad_of(talk):
    talk("describe_app_glitch")
    talk("confirm_fixed")
    doubtful = message("hm wait it went back just now", says(Act.RESULT, "confirm_fixed", 0.71))
    assert talk.typed(doubtful) == ["solved_before"]
    assert talk.effects == ()
