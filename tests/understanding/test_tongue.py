import pytest

from unstuck.understanding.context import Context, StepWords

STEPS = tuple(
    map(StepWords, ("Open Settings on your phone.", "Scroll down and tap the app.", "Log in with your password."))
)


@pytest.mark.parametrize(("text", "place"), [("now it wants my password to log in", 2), ("what is the weather", None)])
def test_the_step_that_a_message_speaks_of_is_found(reader, text, place):
    assert reader.read(text, Context("step", "x", 0, STEPS)).near_step == place


def test_without_steps_there_is_none(reader):
    assert reader.read("now it wants my password").near_step is None
