"""The widget with the real servers behind it, in a real browser; the script does the work."""

import pytest

from tests.pictures import heic
from tests.servers.bot import Bot, free_port
from tests.web.lever import lever
from tests.web.test_widget import built, run

__all__ = ["built"]

pytestmark = pytest.mark.servers


def start_anew(bot: Bot) -> None:
    """Kill the Rasa server and start it again."""
    bot.kill("rasa")
    bot.start("rasa")


def test_the_whole_job_through_the_real_servers(root, bot, tmp_path):
    picture = tmp_path / "IMG_0042.HEIC"
    picture.write_bytes(heic())
    elsewhere = free_port()
    bot.environment["UNSTUCK_ORIGINS"] = f"http://127.0.0.1:{elsewhere}"
    start_anew(bot)
    with lever(lambda: start_anew(bot)) as restart:
        run(
            root,
            "real.test.mjs",
            UNSTUCK_ADDRESS=bot.address,
            UNSTUCK_HEIC=str(picture),
            UNSTUCK_RESTART=restart,
            UNSTUCK_ELSEWHERE=str(elsewhere),
        )
