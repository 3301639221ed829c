"""The page of what works in a real browser; the scripts beside this file do the work."""

import pytest

from scripts.sample_insight import World
from tests.channels.team_page import NAME, PASSWORD, serve, teammate
from tests.web.test_widget import built, run
from unstuck.settings import read
from unstuck.storage.conversations import Conversations

__all__ = ["built"]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A server over an empty folder, and the folder."""
    folder = tmp_path_factory.mktemp("insight")
    teammate(folder)
    with serve(folder) as address:
        yield {"UNSTUCK_ADDRESS": address, "UNSTUCK_NAME": NAME, "UNSTUCK_PASSWORD": PASSWORD}, folder


def test_a_page_with_nothing_to_show_says_so(root, page):
    run(root, "insight_empty.test.mjs", **page[0])


def test_the_team_s_page(root, page):
    environment, folder = page
    World(folder).fill()
    stored = Conversations.from_settings(read({"UNSTUCK_VAR": str(folder)}))
    for text in ("<script>window.hacked = 1</script>", '<img src=x onerror="window.hacked = 1">'):
        stored.not_understood("eve", text)
    run(root, "insight.test.mjs", **environment)
