from unstuck.articles.knowledge import Knowledge
from unstuck.understanding.acts import Acts
from unstuck.understanding.context import MOMENTS
from unstuck.understanding.languages import training
from unstuck.understanding.lessons import Lessons
from unstuck.understanding.search import REFUSAL
from unstuck.understanding.statements import Act


def test_of_many_english_examples_some_are_taken_from_all_of_them():
    said = [(f"text {number}", intent, "") for intent in ("greet", REFUSAL) for number in range(400)]
    taken = training._some(said)
    greetings = [text for text, intent, _ in taken if intent == "greet"]
    assert len(greetings) == training.ENGLISH_EXAMPLES
    assert greetings[-1] == "text 380"
    assert len(taken) - len(greetings) > training.ENGLISH_EXAMPLES


def test_what_means_the_same_whenever_it_is_said_is_learned_in_one_moment_more():
    said = [("a", "greet", ""), ("b", "person", ""), ("c", "person", ""), ("d", "person", "step")]
    found = list(training._at_a_moment(said, {"person"}))
    assert [one for one in found if one[2] == "" or one[0] == "d"] == said
    assert [(text, moment) for text, _, moment in found if moment and text != "d"] == [
        ("b", MOMENTS[0]),
        ("c", MOMENTS[1]),
    ]


def test_what_is_denied_is_not_stated_as_well_and_a_question_is_asked(monkeypatch):
    monkeypatch.setattr(training, "ASKED_ONE_OF", 1)
    monkeypatch.setattr(training, "STATED_ONE_OF", 1)
    learned = Lessons(
        intents=[
            ("the wifi drops", "network", ""),
            ("it is not the wifi", "network", ""),
            ("order me a pizza", "strange", ""),
            ("how large may it be", "ask_size", ""),
            ("hello", "greet", ""),
        ],
        hows=[("it is not the wifi", "denied")],
    )
    kinds = {"network": Act.DESCRIBES, "strange": Act.DESCRIBES, "ask_size": Act.ASKS, "greet": Act.TALKS}
    acts = Acts(kinds, Knowledge(()))
    assert list(training._said(learned, acts)) == [
        ("the wifi drops", "stated"),
        ("order me a pizza", "stated"),
        ("how large may it be", "asked"),
    ]
