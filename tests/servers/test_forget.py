"""Somebody is forgotten while the servers run."""

import os
import subprocess
import sys

import pytest

from unstuck.settings import ROOT

pytestmark = pytest.mark.servers


def test_a_forgotten_person_is_a_stranger_to_the_running_bot(bot):
    talk = bot.talk("somebody-to-forget")
    talk.say("it only lets me pick from 3 pictures on my ipad")
    assert "U-" in talk.say("I want to talk to a person")
    command = [sys.executable, "-m", "unstuck", "forget", "somebody-to-forget"]
    environment = os.environ | bot.environment
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert "tracker events" in done.stdout
    assert "1 tickets" in done.stdout
    assert b"only lets me pick from 3 pictures on my ipad" not in (bot.var / "tracker.db").read_bytes()
    assert "step" not in talk.say("next")
