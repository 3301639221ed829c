"""Errors that people meet: a code and one sentence, on every way that they take."""

import pickle
import re

import pytest

from unstuck import errors
from unstuck.errors import UnstuckError

ALL = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, UnstuckError)]


@pytest.mark.parametrize("kind", ALL)
def test_an_error_comes_back_whole_from_a_worker_process(kind):
    error = pickle.loads(pickle.dumps(kind("some_code", "Do this.")))
    assert (type(error), error.code, error.message, str(error)) == (kind, "some_code", "Do this.", "Do this.")


def test_the_tree_at_the_top_of_the_module_names_every_one():
    named = set(re.findall(r"── (\w+)", errors.__doc__))
    assert named == {kind.__name__ for kind in ALL} - {"UnstuckError"}
