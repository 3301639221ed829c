"""Parts of an article in the making: whole, each with an id of its own, and as sure as its form lets it be."""

import pytest

from unstuck.drafting.kinds import Kind
from unstuck.drafting.outline import Node
from unstuck.drafting.parts import Parts
from unstuck.drafting.steps import Fix, Step
from unstuck.drafting.tree import Paragraph


@pytest.fixture
def parts():
    return Parts("lamp")


def test_parts_of_one_title_have_ids_and_intents_of_their_own(parts):
    parts.cause("The clock", "It is wrong.", 0.9)
    parts.escalation("The clock", "Send it in.", 0.9)
    parts.answer("The clock", "It ticks.", 0.9)
    intents = [parts.causes[0]["intents"], parts.escalations[0]["intents"], [parts.answers[0]["intent"]]]
    assert intents == [["lamp.clock"], ["lamp.clock_2"], ["lamp.clock_3"]]


@pytest.mark.parametrize(
    ("title", "short"), [("The clock is wrong.", "the clock is wrong"), ("USB is dead", "USB is dead")]
)
def test_a_cause_is_named_in_the_middle_of_a_sentence_too(parts, title, short):
    parts.cause(title, "", 0.9)
    assert (parts.causes[0]["short"], parts.causes[0]["explanation"]) == (short, title)


def test_what_says_nothing_is_no_part(parts):
    parts.cause("", "", 0.9)
    parts.answer("A title", "", 0.9)
    parts.fixes([Fix("A fix", 1, 0.9)])
    assert (parts.causes, parts.answers, parts.methods) == ([], [], [])


def test_a_fix_whose_steps_are_counted_is_surer_and_one_without_any_is_an_answer(parts):
    fixes = [Fix("A:", 1, 0.8, steps=[Step("Go.")], explicit=True), Fix("B", 2, 0.8, steps=[Step("Go.", "", "Wait.")])]
    parts.fixes([*fixes, Fix("C", 3, 0.8, why="Because.")])
    assert [(one["title"], one["steps"]) for one in parts.methods] == [
        ("A", [{"text": "Go."}]),
        ("B", [{"text": "Go.", "help": "Wait."}]),
    ]
    assert parts.draft.sureness == pytest.approx({("methods", 0): 0.8, ("methods", 1): 0.56, ("answers", 0): 0.8})
    assert parts.answers[0]["text"] == "Because."


@pytest.mark.parametrize(
    ("title", "question"),
    [("Is it broken?", "Is it broken?"), ("Broken glass:", "Broken glass: is it so for you?")],
)
def test_a_case_asks_whether_it_is_so(parts, title, question):
    parts.escalation(title, "Send it in.", 0.9)
    assert parts.escalations[0]["question"] == question


def test_everything_in_a_section_is_one_text_and_placed_and_what_is_left_out_is_told_with_its_line(parts):
    first, second = Paragraph("One.", 2), Paragraph("Two.", 4)
    node = Node("A", 1, Kind.ANSWER, 0.9, (first,), (Node("B", 3, Kind.ANSWER, 0.9, (second,)),))
    assert parts.whole(node) == "One.\nB:\nTwo."
    assert parts.draft.placed == {id(first), id(second)}
    parts.left_out(node)
    assert parts.draft.around == [(1, "A"), (2, "One."), (3, "B"), (4, "Two.")]
