"""Telegram through the real servers: from the description to the repaired picture."""

from io import BytesIO

import pytest
import requests
from PIL import Image

from channels.telegram.bot_api import WEBHOOK
from tests import pictures
from tests.channels.telegram.fake import Telegram
from tests.channels.telegram.phone import Phone, environment
from tests.servers.bot import Bot

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def phone(tmp_path_factory):
    with Telegram() as telegram:
        patience = {"UNSTUCK_PHOTO_SECONDS": "60"}  # this machine may be busy
        with Bot(tmp_path_factory.mktemp("telegram"), environment(telegram) | patience) as bot:
            yield Phone(telegram, bot.address, bot.settings)


def test_from_a_description_to_a_repaired_picture(phone):
    assert "Tell me what happens" in phone.say("/start")[-1].text
    question = phone.say("it says update failed")[-1]
    if "My profile photo won't change" in question.buttons:  # asked back whether that is what is meant
        question = phone.press("My profile photo won't change")[-1]
    assert "It happens with one certain picture" in question.buttons
    step = phone.press("It happens with one certain picture")[-1]
    assert "Fix 1 of" in step.text
    answers = phone.send_file(pictures.heic(), "IMG_0042.HEIC", "this one")
    assert any("HEIC" in post.text for post in answers)
    name, data = next(post.document for post in answers if post.method == "sendDocument")
    assert name.endswith(".jpg")
    assert Image.open(BytesIO(data)).size == (1024, 1024)
    assert any("glad it works" in post.text for post in phone.press("It works now"))


def test_commands_start_again_stop_and_help(phone):
    phone.say("it only lets me pick from 3 pictures")
    assert "keep your place" in phone.say("/cancel")[-1].text
    assert "start from the beginning" in phone.say("/restart")[0].text
    assert "one step at a time" in phone.say("/help")[0].text


def test_without_a_token_there_is_no_telegram(bot):
    assert requests.post(f"{bot.address}{WEBHOOK}", json={"update_id": 1}, timeout=9).status_code == 404
