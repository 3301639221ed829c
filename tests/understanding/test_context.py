"""The moments in which something is said: those that the guide opens, and those that training knows, are the same."""

import re

import pytest

from unstuck.guide.context import MOMENTS as ASKED
from unstuck.understanding.context import MOMENTS, NOWHERE

ALL = {*ASKED.values(), "step", "last_step", "solved", "ticket"}


def test_each_moment_in_which_something_is_open_is_one_that_the_guide_opens():
    assert set(MOMENTS) <= ALL
    assert NOWHERE.moment not in ALL


@pytest.mark.parametrize("name", ["messages.yml", "moments.yml"])
def test_no_lesson_is_of_a_moment_that_never_comes(root, name):
    """A misspelt moment would teach nothing, and nobody would notice."""
    text = (root / "data" / "statements" / name).read_text(encoding="utf-8")
    taught = set(re.findall(r"^(?:- |  )moment: '?(\w+)|^- \{.*\bmoment: '?(\w+)", text, re.M))
    named = {one or other for one, other in taught}
    assert {"step", "outcome", "cause"} <= named
    assert named <= ALL
