"""A small second fault run: nothing is lost, doubled or misplaced, and nothing secret is left on the disk."""

import pytest

from tests.faults.alone import running

pytestmark = pytest.mark.servers


def test_each_message_is_answered_once_at_its_place_whatever_breaks(tmp_path):
    with running(tmp_path) as run:
        figures = run.go(people=6, turns=8, faults=1, at_once=2)
    assert figures.good, figures
    assert figures.messages >= 48
    assert figures.poisoned
    assert figures.faults == 4
