"""From a description to a cause and its first fix."""

import pytest

from unstuck.guide.turn import Listed


@pytest.mark.parametrize(
    ("intent", "cause", "method"),
    [
        ("describe_app_glitch", "glitch", "force_quit"),
        ("describe_network_trouble", "glitch", "force_quit"),
        ("describe_photo_permission", "permission", "photo_permission"),
        ("describe_image_problem", "image_file", "different_image"),
    ],
)
def test_a_description_starts_with_the_fix_that_addresses_its_cause(talk, intent, cause, method):
    assert talk(intent)[:2] == ["cause_found", "step"]
    assert talk.case.causes == (cause,)
    assert talk.case.method == method


def test_it_says_what_it_understood_and_why(talk, article):
    talk("describe_photo_permission")
    first = article.method("photo_permission").title
    assert talk.said("cause_found").values == {"cause": Listed((article.cause("permission").short,)), "title": first}
    assert talk("ask_why_failed") == ["answer", "step"]
    assert talk.said("answer").values == {"body": article.cause("permission").explanation}


def test_without_a_hint_it_asks_one_question_with_a_button_for_each_cause(talk):
    assert talk("report_profile_photo_error") == ["ask_cause"]
    assert [choice.intent for choice in talk.said("ask_cause").choices] == [
        "describe_app_glitch",
        "describe_photo_permission",
        "describe_image_problem",
        "next_step",
    ]


@pytest.mark.parametrize("answer", ["next_step", "deny", "report_profile_photo_error", "report_still_failing"])
def test_who_does_not_know_the_cause_gets_the_article_s_order_and_is_not_asked_again(talk, article, answer):
    talk("report_profile_photo_error")
    assert "step" in talk(answer)
    assert talk.case.plan == tuple(method.id for method in article.methods)


def test_methods_of_the_cause_come_first_then_the_rest_in_the_article_s_order_none_twice_none_dropped(talk):
    talk("describe_app_glitch")
    assert talk.case.plan == ("force_quit", "restart_device", "photo_permission", "different_image", "reinstall")


def test_an_outdated_app_goes_straight_to_the_update(talk):
    talk("describe_outdated_app")
    assert talk.case.plan[0] == talk.case.method == "reinstall"
    assert sorted(talk.case.plan) == sorted({*talk.case.plan})
    assert len(talk.case.plan) == 5


def test_two_causes_in_one_message_are_taken_in_order(talk):
    assert talk("describe_image_problem", also=("describe_photo_permission",))[:2] == ["cause_found", "step"]
    assert talk.case.plan[:2] == ("different_image", "photo_permission")


def test_a_cause_and_an_escalation_in_one_message_are_asked_about(talk):
    assert talk("describe_image_problem", also=("describe_rate_limit",)) == ["ask_which_first"]
    choices = talk.said("ask_which_first").choices
    assert [choice.intent for choice in choices] == ["describe_image_problem", "describe_rate_limit"]
    talk("describe_rate_limit")
    assert talk.case.escalation == "rate_limit"


def test_a_hint_beside_the_bare_error_is_what_counts(talk):
    talk("report_profile_photo_error", also=("describe_photo_permission",))
    assert talk.case.causes == ("permission",)


def test_a_correction_changes_the_diagnosis_and_keeps_what_was_tried(talk):
    talk("describe_app_glitch")
    talk("report_still_failing")
    talk("describe_image_problem")
    assert talk.case.causes == ("image_file",)
    assert talk.case.method == "different_image"
    assert talk.case.tried == ("force_quit",)


def test_the_same_cause_again_goes_on_where_it_was(talk):
    talk("describe_photo_permission")
    talk("next_step")
    assert talk("describe_photo_permission") == ["same_cause", "step"]
    assert talk.case.step == 1


def test_the_photo_of_a_post_is_another_error_and_the_guide_is_left(talk):
    talk("describe_app_glitch")
    assert talk("report_other_photo_error") == ["other_error"]
    assert talk.case.method is None
    assert "Wi-Fi" in talk.said("other_error").values["advice"]


def test_a_quoted_message_of_another_error_counts_more_than_the_guess(talk):
    assert talk("report_profile_photo_error", ("error_message", "Photo Not Saved")) == ["other_error"]


def test_the_same_error_in_the_middle_of_a_fix_means_that_it_still_fails(talk):
    talk("describe_photo_permission")
    talk("report_profile_photo_error")
    assert talk.case.tried == ("photo_permission",)


def test_after_a_solved_case_a_new_description_begins_afresh(talk):
    talk("describe_photo_permission")
    talk("confirm_fixed")
    talk("describe_photo_permission")
    assert talk.case.method == "photo_permission"
    assert not talk.case.solved


def test_who_has_it_again_is_not_sent_through_what_did_not_help_before(talk):
    talk("describe_app_glitch")
    tried = talk.case.method
    talk("report_still_failing")
    helped = talk.case.method
    talk("confirm_fixed")
    talk("describe_app_glitch")
    assert talk.case.tried == (tried,), "what helped may help again"
    assert helped in talk.case.plan
    assert talk.case.method != tried


def test_another_platform_is_told_the_truth(talk):
    assert talk("describe_other_platform") == ["describe_other_platform"]
    assert talk.said("describe_other_platform").values["platforms"] == "iPhone / iPad"
