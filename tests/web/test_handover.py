"""A person in the chat and a teammate at the team's page, through the real servers; the script does the work."""

from pathlib import Path

import pytest

from tests import pictures
from tests.channels.team_page import NAME, PASSWORD, teammate
from tests.servers.bot import Bot
from tests.web.test_widget import built, run

__all__ = ["built"]

pytestmark = pytest.mark.servers


def test_a_person_on_a_phone_and_a_teammate_on_another_page(root: Path, tmp_path: Path, article, bot: Bot):
    teammate(bot.var)
    picture = tmp_path / "how-to.jpg"
    picture.write_bytes(pictures.fine())
    run(
        root,
        "handover.test.mjs",
        UNSTUCK_ADDRESS=bot.address,
        UNSTUCK_NAME=NAME,
        UNSTUCK_PASSWORD=PASSWORD,
        UNSTUCK_FIX=article.methods[1].title,
        UNSTUCK_PICTURE=str(picture),
    )
