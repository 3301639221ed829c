from unstuck import settings
from unstuck.understanding.acts import Acts
from unstuck.understanding.context import MOMENTS
from unstuck.understanding.languages import training
from unstuck.understanding.lessons import ASKED, Lessons
from unstuck.understanding.search import REFUSAL
from unstuck.understanding.statements import How


def test_of_many_english_examples_some_are_taken_from_all_of_them():
    many = 20 * training.ENGLISH_EXAMPLES
    said = [(f"text {number}", intent, "") for intent in ("greet", REFUSAL) for number in range(many)]
    taken = training._some(said)
    greetings = [text for text, intent, _ in taken if intent == "greet"]
    assert len(greetings) == training.ENGLISH_EXAMPLES
    assert greetings[-1] == f"text {many - 20}"
    assert len(taken) - len(greetings) > training.ENGLISH_EXAMPLES


def test_what_means_the_same_whenever_it_is_said_is_learned_in_one_moment_more():
    said = [("a", "greet", ""), ("b", "person", ""), ("c", "person", ""), ("d", "person", "step")]
    found = list(training._at_a_moment(said, {"person"}))
    assert [one for one in found if one[2] == "" or one[0] == "d"] == said
    assert [(text, moment) for text, _, moment in found if moment and text != "d"] == [
        ("b", MOMENTS[0]),
        ("c", MOMENTS[1]),
    ]


def test_a_trouble_that_is_denied_is_not_stated_as_well_and_questions_are_asked(knowledge):
    network = "describe_network_trouble"
    learned = Lessons(
        intents=[("bad wifi", network, ""), ("not the wifi", network, ""), ("how long", "ask_wait_time", "")],
        hows=[("not the wifi", How.DENIED)],
    )
    said = list(training._said(learned, Acts.load(settings.read().statements, knowledge)))
    assert said == [("bad wifi", How.STATED), ("how long", ASKED)]
