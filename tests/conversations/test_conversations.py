"""Conversations written as data, each through the real servers, in folders named after what goes wrong.

A file is a list of turns. `user` is typed, `press` is a button of the answer before, `picture` is a file from
tests/pictures.py; `bot` lists what the answer has to contain, `never` what it must not, ignoring case.
"""

import itertools
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests import pictures

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.rglob("*.yml"))
number = itertools.count()
pytestmark = [pytest.mark.servers, pytest.mark.long]


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER).with_suffix("")) for path in FILES])
def test_a_conversation_goes_as_written(bot, path):
    talk = bot.talk(f"conversation-{next(number)}")
    for turn in YAML(typ="safe").load(path.read_text(encoding="utf-8")):
        if "user" in turn:
            said = talk.say(turn["user"])
        elif "press" in turn:
            said = talk.press(turn["press"])
        else:
            said = talk.send_file(*pictures.named(turn["picture"]))
        for expected in turn.get("bot", ()):
            assert expected.lower() in said.lower(), f"after {turn}, the bot said:\n{said}"
        for unwanted in turn.get("never", ()):
            assert unwanted.lower() not in said.lower(), f"after {turn}, the bot said:\n{said}"


def test_there_is_a_conversation_for_everything_that_goes_wrong():
    assert {path.parent.name for path in FILES} >= {
        "happy_path",
        "other_article",
        "each_cause",
        "each_escalation",
        "digression",
        "correction",
        "skip_and_back",
        "already_tried",
        "wrong_platform",
        "bad_picture",
        "off_topic",
        "stop_and_resume",
        "restart",
        "hand_off",
        "device",
        "misunderstanding",
    }
