"""Small talk and facts in the middle of a fix."""


def test_a_digression_at_an_open_question_asks_it_again(talk):
    talk("report_profile_photo_error")
    assert talk("thank") == ["thank", "ask_cause"]


def test_a_greeting_after_a_pause_goes_on_and_with_nothing_open_it_is_just_a_greeting(talk):
    talk("describe_photo_permission")
    talk("stop_guide")
    assert talk("greet") == ["greet_again", "step"]
    talk("confirm_fixed")
    assert talk("greet") == ["greet"]


def test_facts_alone_are_noted_and_the_guide_goes_on_where_it_was(talk):
    talk("describe_photo_permission")
    assert talk("inform_facts") == ["noted_facts", "step"]
