"""Where a case stands, put into messages."""

from dataclasses import replace

import pytest

from unstuck.guide.show import MOST_RIVALS, products_of, show_where_we_are


def test_a_step_says_which_fix_and_which_step_of_how_many(talk):
    talk("describe_photo_permission")
    values = talk.said("step").values
    assert (values["fix"], values["fixes"], values["step"], values["steps"]) == (1, 5, 1, 5)
    assert "Settings" in values["body"]


@pytest.mark.parametrize("method", ["force_quit", "restart_device"])
def test_each_kind_of_device_gets_its_own_words(talk, method):
    talk("choose_method", ("method", method))
    bodies = {talk.said("step").values["body"]}
    for device in ("face_id", "home_button", "ipad"):
        talk("inform_device", ("device", device))
        bodies.add(talk.said("step").values["body"])
    assert len(bodies) == 4


def test_the_device_is_asked_for_once_where_it_matters_and_without_blocking(talk):
    assert "ask_device" not in talk("describe_photo_permission")
    assert talk("report_still_failing") == ["fix_begins", "step", "ask_device"]
    assert "ask_device" not in talk("repeat_step")


def test_a_device_named_in_a_description_is_not_asked_for(talk):
    assert "ask_device" not in talk("describe_app_glitch", ("device", "home_button"))
    assert "Home button" in talk.said("step").values["body"]


def test_an_iphone_of_unknown_kind_is_asked_about(talk):
    assert talk("inform_device", ("device", "iphone")) == ["ask_device"]


def test_the_list_marks_what_is_done_and_offers_every_fix(talk):
    talk("describe_photo_permission")
    talk("report_still_failing")
    talk("skip_method")
    talk("list_methods")
    say = talk.said("list_methods")
    assert [line.name for line in say.values["lines"]] == [
        "fix_tried",
        "fix_skipped",
        "fix_open",
        "fix_open",
        "fix_open",
    ]
    assert [choice.entities["method"] for choice in say.choices] == list(talk.case.plan)


@pytest.mark.parametrize(
    "said",
    [
        ["report_profile_photo_error"],
        ["describe_photo_permission"],
        ["describe_photo_permission", "list_methods"],
        ["describe_photo_permission", "show_whole_fix"],
        ["describe_rate_limit"],
        ["describe_photo_permission", *["report_still_failing"] * 5],
        ["describe_photo_permission", "nlu_fallback", "nlu_fallback"],
    ],
)
def test_what_is_open_is_shown_once_more_as_it_was(talk, knowledge, said):
    for intent in said:
        talk(intent)
    again = show_where_we_are(knowledge, talk.case)
    assert again.says == talk.turn.says[-1:]
    assert again.case == talk.case


def test_a_question_that_was_put_off_is_asked_again_after_a_pause(talk, knowledge):
    talk("describe_photo_permission")
    talk("stop_guide")
    again = show_where_we_are(knowledge, talk.case)
    assert [say.name for say in again.says] == ["step"]
    assert not again.case.paused


def test_where_nothing_has_begun_or_all_is_well_there_is_nothing_to_show(talk, knowledge):
    assert show_where_we_are(knowledge, talk.case).says == ()
    talk("describe_photo_permission")
    talk("confirm_fixed")
    assert show_where_we_are(knowledge, replace(talk.case, solved=True)).says == ()


def test_a_whole_fix_has_all_its_steps_numbered_in_one_message(talk, article):
    talk("describe_photo_permission")
    talk("show_whole_fix")
    lines = talk.said("whole_fix").values["lines"]
    steps = article.method("photo_permission").steps
    assert [line.values["number"] for line in lines] == list(range(1, len(steps) + 1))
    assert [line.values["body"] for line in lines] == [step.text for step in steps]


def test_of_very_many_apps_the_first_are_named(article):
    articles = [article.model_copy(update={"product": f"App {number}"}) for number in range(MOST_RIVALS + 3)]
    assert products_of([*articles[:2], articles[0]]) == "App 0 / App 1"
    assert products_of(articles).count("/") == MOST_RIVALS
    assert products_of(articles).endswith("…")
