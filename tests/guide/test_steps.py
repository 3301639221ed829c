"""Step by step: on, back, again, help, whole fixes, devices."""

from dataclasses import replace


def test_next_goes_through_every_step_and_then_asks_whether_it_works(talk):
    talk("describe_photo_permission")
    for step in (2, 3, 4):
        assert talk("next_step") == ["step"]
        assert talk.said("step").values["step"] == step
    assert talk("next_step") == ["last_step"]
    assert talk("next_step") == ["ask_outcome"]


def test_back_goes_to_the_step_before_and_from_the_first_step_to_the_fix_before(talk):
    talk("describe_photo_permission")
    talk("next_step")
    talk("previous_step")
    assert talk.case.step == 0
    assert talk("previous_step") == ["first_step", "step"]
    talk("report_still_failing")
    talk("previous_step")
    assert (talk.case.method, talk.case.step) == ("photo_permission", 0)


def test_repeat_says_the_same_step_again(talk):
    talk("describe_photo_permission")
    talk("next_step")
    before = talk.said("step")
    talk("repeat_step")
    assert talk.said("step") == before


def test_repeat_asks_an_open_question_again(talk):
    talk("report_profile_photo_error")
    assert talk("repeat_step") == ["ask_cause"]


def test_help_is_about_the_present_step(talk, article):
    talk("describe_photo_permission")
    talk("next_step")
    assert talk("ask_step_help") == ["step_help"]
    assert talk.said("step_help").values["help"] == article.method("photo_permission").steps[1].help


def test_a_whole_fix_at_once_if_preferred_and_it_stays_so(talk):
    talk("describe_photo_permission")
    assert talk("show_whole_fix") == ["noted_pace", "whole_fix"]
    assert len(talk.said("whole_fix").values["lines"]) == 5
    assert talk("report_still_failing") == ["fix_begins", "whole_fix", "ask_device"]


def test_back_to_single_steps_begins_with_the_first(talk):
    talk("describe_photo_permission")
    talk("show_whole_fix")
    assert talk("show_single_steps") == ["noted_pace", "step"]
    assert talk.case.step == 0


def test_help_with_a_whole_fix_goes_through_it_step_by_step(talk):
    talk("describe_photo_permission")
    talk("show_whole_fix")
    assert talk("ask_step_help") == ["noted_pace", "step"]


def test_the_device_alone_leads_to_the_first_question(talk):
    assert talk("inform_device", ("device", "ipad")) == ["noted_device", "ask_cause"]


def test_the_device_beside_a_ticket_is_noted_and_shows_no_step_again(talk):
    talk("describe_photo_permission")
    talk.case = replace(talk.case, ticket="U-1001")
    assert talk("inform_device", ("device", "ipad")) == ["noted_device"]
    assert talk("choose_method", ("method", "restart_device"))[-1] == "step"
    assert "step" in talk("inform_device", ("device", "face_id"))
