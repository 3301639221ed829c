"""What in a section that is about causes is one."""

import pytest

from unstuck.drafting.causes import causes_in, tells_no_cause
from unstuck.drafting.kinds import Kind


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("- Dust on the sensor\n- Fake cartridge\n", ["Dust on the sensor", "Fake cartridge"]),
        ("Why:\n\n1. The clock is wrong\n2. The net is slow\n\nWait.\n", ["The clock is wrong", "The net is slow"]),
        ("- clock\n- net\n", []),
        ("- The clock is wrong\n", []),
        ("- The clock is wrong\n- It is slow\n\nOr:\n\n1. The net is slow\n2. It is old\n", []),
        ("The clock is wrong.\n", []),
    ],
)
def test_each_entry_of_the_only_list_is_a_cause_whatever_stands_around_it(tree, text, causes):
    assert causes_in(tree(f"# T\n\n{text}").blocks) == causes


def test_what_tells_what_to_do_is_no_cause(outlined):
    def told(text, steps):
        (node,) = outlined(f"# T\n\n## Why\n\n{text}", Why=Kind.CAUSE).nodes
        return tells_no_cause(node, lambda texts: steps)

    assert told("Let it rest. Then try again.\n", True)
    assert not told("It was too warm.\n", False)
    assert not told("- It was too warm\n- It was old\n", True)
