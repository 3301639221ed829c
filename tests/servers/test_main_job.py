"""The whole main job through the real servers, as its user would do it."""

import json
import subprocess
import sys
from io import BytesIO

import pytest
import requests
from PIL import Image

from tests import pictures
from unstuck.settings import ROOT
from unstuck.support.tickets import Tickets

pytestmark = pytest.mark.servers


def inspect(data: bytes, folder) -> dict:
    """What `unstuck photo inspect --json` says of a file."""
    path = folder / "back.jpg"
    path.write_bytes(data)
    command = [sys.executable, "-m", "unstuck", "photo", "inspect", str(path), "--json"]
    return json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)


def test_from_a_description_to_a_changed_photo(bot, tmp_path):
    talk = bot.talk("main-job")
    talk.say("hey my pfp wont change on threads, update failed")
    talk.press("The picture is HEIC, very large or edited") if "[The picture is HEIC" in talk.said else talk.press(
        "It happens with one certain picture"
    )
    said = talk.send_file(pictures.heic(), "IMG_0042.HEIC")
    assert "HEIC" in said
    assert inspect(talk.file, tmp_path)["findings"] == []
    assert Image.open(BytesIO(talk.file)).size == (1024, 1024)
    assert "glad it works" in talk.press("It works now")


def test_a_ticket_holds_the_device_the_fixes_and_the_talk(bot):
    talk = bot.talk("ticket")
    talk.say("it only lets me pick from 3 pictures on my ipad")
    talk.say("still failing")
    talk.say("my password is hunter2")
    assert "U-" in talk.say("I want to talk to a person")
    ticket = next(ticket for ticket in Tickets(bot.var).all() if ticket.conversation_id == "ticket")
    assert ticket.facts["device"] == "ipad"
    assert ticket.facts["fixes_tried"] == ["Check and Fix Photo Library Permission"]
    assert ("user", "it only lets me pick from 3 pictures on my ipad") in ticket.transcript
    assert "hunter2" not in str(ticket)


def test_a_typed_secret_never_reaches_the_tracker(bot):
    bot.talk("secret").say("my instagram password is hunter3 why does it fail")
    assert b"hunter3" not in (bot.var / "tracker.db").read_bytes()


def test_the_logs_neither_quote_what_is_said_nor_name_who_said_it(bot):
    for text in ("zebra \ud800 zebra", '/zebra{"zebra', "/provide_image{zebra", "pw: zebra"):
        body = json.dumps({"sender": "zebra-keeper", "message": text})
        requests.post(f"{bot.address}/webhooks/rest/webhook", body, headers={"Content-Type": "application/json"})
    logs = "".join(path.read_text() for path in bot.var.glob("*.log"))
    assert "rest.message.received.failure" in logs
    assert "zebra" not in logs


def test_somebody_else_s_picture_is_not_looked_at(bot):
    theirs = bot.talk("ann").store.put("ann", pictures.fine(), filename="me.jpg")
    said = bot.talk("eve").say(f"/provide_image{json.dumps({'attachment': theirs.id})}")
    assert "Send me the picture" in said


@pytest.mark.parametrize("text", [" ", "🙃", "x" * 10_000, "/nonsense", '/provide_image{"attachment":["a"]}', "{}[]\\"])
def test_odd_input_is_answered(bot, text):
    assert bot.talk("odd").say(text)


def test_kill_9_in_the_middle_of_a_fix_and_next_goes_on_at_the_next_step(bot):
    talk = bot.talk("survivor")
    talk.say("it only lets me pick from 3 pictures")
    assert "step 2 of 5" in talk.say("next")
    bot.kill("rasa")
    bot.start("rasa")
    assert "step 3 of 5" in talk.say("next")
    bot.kill("actions")
    bot.start("actions")
    assert "step 4 of 5" in talk.say("next")
