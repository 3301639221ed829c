"""Somebody is forgotten while the servers run."""

import os
import subprocess
import sys

import pytest

from unstuck.settings import ROOT

pytestmark = pytest.mark.servers

# In words that nobody else says to the bot that all tests share.
WORDS = "it only lets me pick from 3 pictures on my ipad, of my aardvark"


def test_a_forgotten_person_is_a_stranger_to_the_running_bot(bot):
    talk = bot.talk("somebody-to-forget")
    talk.say(WORDS)
    assert WORDS.encode() in (bot.var / "tracker.db").read_bytes() + (bot.var / "tracker.db-wal").read_bytes()
    assert "U-" in talk.say("I want to talk to a person")
    command = [sys.executable, "-m", "unstuck", "forget", "somebody-to-forget"]
    environment = os.environ | bot.environment
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "tracker events" in done.stdout
    assert "1 tickets" in done.stdout
    assert WORDS.encode() not in (bot.var / "tracker.db").read_bytes()
    assert "step" not in talk.say("next")
