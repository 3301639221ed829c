"""Outcomes in the database, of either kind."""

import pytest

from tests.clock import Clock
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


def test_each_version_of_an_article_has_its_own_count_the_older_first(database):
    clock = Clock()
    outcomes = Outcomes(database, clock=clock)
    for version, results in (("old", ("failed", "failed", "solved")), ("new", ("solved", "solved"))):
        for result in results:
            outcomes.record("a", "glitch", "restart", result, version)
        clock.pass_by(days=1)
    found = outcomes.of_versions()
    assert [(one.version, one.tried, one.solved) for one in found] == [("old", 3, 1), ("new", 2, 2)]
    assert found[0].since < found[1].since


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="please try again"):
        Outcomes(tmp_path / "file")
