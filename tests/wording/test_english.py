"""The English texts that a language needs."""

from __future__ import annotations

from tests.wording.tenth import SHIPPED, wanted
from unstuck.wording.english import FOR_THE_TEAM


def test_the_team_and_whoever_runs_the_bot_read_english():
    named = [name for name in SHIPPED.responses if name.startswith(FOR_THE_TEAM)]
    assert len(named) > 15
    assert not {f"bot.{name}" for name in named} & {one.place for one in wanted()}
