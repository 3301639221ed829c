"""The whole job in Slack, through the real servers and npm's `emulate`."""

from io import BytesIO

import pytest
from PIL import Image

from tests import pictures
from tests.channels.slack import picture
from tests.channels.slack.workspace import Person
from tests.servers.bot import Bot
from tests.servers.test_main_job import inspect

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def slack_bot(peer, tmp_path_factory):
    """The real servers, connected to the workspace."""
    bot = Bot(tmp_path_factory.mktemp("slack"), peer.settings)
    try:
        yield bot.start()
    finally:
        bot.stop()


def test_from_a_description_to_a_changed_photo(slack_bot, peer, tmp_path):
    ann = Person(peer, slack_bot.address, "ann")
    ann.wait(slack_bot.settings.database_location)
    ann.say("hey my pfp wont change on threads, it says update failed")
    introduction, question = ann.wait(slack_bot.settings.database_location)
    assert "I'm a bot" in introduction.text
    assert "It happens with one certain picture" in question.buttons
    ann.press("It happens with one certain picture")
    assert "picture" in ann.wait(slack_bot.settings.database_location)[0].text
    ann.send_file(pictures.heic(), "IMG_0042.HEIC", "this one")
    said = ann.wait(slack_bot.settings.database_location)
    (repaired,) = [message for message in said if message.file]
    assert "HEIC" in "".join(message.text for message in said)
    assert inspect(repaired.file, tmp_path)["findings"] == []
    assert Image.open(BytesIO(repaired.file)).size == (1024, 1024)
    ann.press("It works now")
    assert "glad it works" in ann.wait(slack_bot.settings.database_location)[0].text
    picture.record(ann)


def test_a_step_in_a_thread_tells_its_place(slack_bot, peer):
    thread = Person(peer, slack_bot.address, "eve").mention("it only lets me pick from 3 pictures", "help")
    *_, step = thread.wait(slack_bot.settings.database_location)
    assert step.place == "Fix 1 of 5 · step 1 of 5"
    thread.say("next")
    (step,) = thread.wait(slack_bot.settings.database_location)
    assert step.place == "Fix 1 of 5 · step 2 of 5"


def test_nothing_went_wrong_on_the_way(slack_bot):
    assert "ERROR" not in slack_bot.logs()
