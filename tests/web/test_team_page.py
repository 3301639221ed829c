"""The team's page of conversations in a real browser; the scripts beside this file do the work."""

import pytest

from tests.channels.team.people import fill
from tests.channels.team_page import NAME, PASSWORD, serve, teammate
from tests.web.lever import lever
from tests.web.test_widget import built, run
from unstuck.settings import read
from unstuck.support.teammates import Teammates

pytestmark = pytest.mark.long

__all__ = ["built"]


def test_the_team_s_page(root, tmp_path, knowledge):
    fill(read({"UNSTUCK_VAR": str(tmp_path)}), knowledge)
    for name in (NAME, "Ben", "Carl"):
        teammate(tmp_path, name)
    with serve(tmp_path) as address, lever(lambda: Teammates(tmp_path).remove("Carl")) as remove:
        run(
            root,
            "team_page.test.mjs",
            UNSTUCK_ADDRESS=address,
            UNSTUCK_NAME=NAME,
            UNSTUCK_PASSWORD=PASSWORD,
            UNSTUCK_OTHER="Ben",
            UNSTUCK_REMOVE=remove,
        )
