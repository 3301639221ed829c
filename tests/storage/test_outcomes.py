"""Outcomes in the database, of either kind."""

import pytest

from unstuck.errors import StoreError
from unstuck.storage.outcomes import Outcomes, Tally


def test_outcomes_are_counted_by_cause_fix_and_result(database):
    outcomes = Outcomes(database)
    for result in ("failed", "solved", "solved"):
        outcomes.record("a", "glitch", "restart", result)
    assert outcomes.tally() == [
        Tally("a", "glitch", "restart", "failed", 1),
        Tally("a", "glitch", "restart", "solved", 2),
    ]


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="please try again"):
        Outcomes(tmp_path / "file")
