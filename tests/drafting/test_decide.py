"""What somebody has to decide about a draft, the weightiest first."""

import pytest

from unstuck.drafting.decide import MOST, decisions
from unstuck.drafting.parts import Draft
from unstuck.drafting.subject import Subject

CLEAR = Subject("Glimmer", ("Android",), True, True, "en")
FIELDS = {
    "product": "Glimmer",
    "platforms": ["Android"],
    "error_messages": ["Lamp Not Found"],
    "methods": [{"title": "A"}],
}


def test_of_a_clear_page_nothing_is_asked():
    assert decisions(Draft(FIELDS, {("methods", 0): 0.9}), CLEAR) == []


def test_what_nothing_works_without_comes_first_and_then_what_is_least_sure():
    fields = FIELDS | {
        "methods": [],
        "error_messages": [],
        "causes": [{"title": "The clock", "methods": []}],
        "answers": [{"question": "Is it safe?"}],
    }
    sureness = {("causes", 0): 0.55, ("answers", 0): 0.4, ("methods", 0): 0.1}
    told = decisions(Draft(fields, sureness), Subject("?", ("any device",), False, False, "de"))
    assert [one.split("?")[0] for one in told[2:]] == [
        "Which app or device is it about",
        "What does it run on",
        "Does the screen show a message",
        "Is “Is it safe",
        "Is “The clock” a cause",
    ]
    assert told[0].startswith("No part of it became a fix")
    assert "(de)" in told[1]
    assert told[-2] == "Is “Is it safe?” an answer? (40% sure)"


@pytest.mark.parametrize(("count", "named"), [(1, "“c0”?"), (5, "“c0”, “c1”, “c2” …?")])
def test_causes_without_a_fix_are_named_once_and_not_all(count, named):
    causes = [{"title": f"c{number}", "methods": []} for number in range(count)]
    (asked,) = decisions(Draft(FIELDS | {"causes": [*causes, {"title": "done", "methods": ["a"]}]}), CLEAR)
    assert f"help with {named}" in asked


def test_nobody_is_asked_more_than_can_be_read():
    parts = {("methods", number): 0.3 for number in range(40)}
    assert len(decisions(Draft(FIELDS | {"methods": [{"title": "A"}] * 40}, parts), CLEAR)) == MOST
