"""The log: one line an event, in the form that is wanted, that names nobody and quotes nobody."""

import json
import logging
import subprocess
import sys

import pytest

from unstuck.errors import StoreError
from unstuck.observability.logs import Line
from unstuck.settings import ROOT

WEB = "web-" + "0123456789abcdef" * 2


def record(logger, message, *args, error=None, **more):
    made = logging.LogRecord(logger, logging.ERROR, "file.py", 1, message, args, error and (type(error), error, None))
    made.__dict__.update(more)
    return made


@pytest.fixture
def line():
    return Line("json", b"key")


def test_a_line_of_json_says_when_how_bad_where_and_what(line):
    facts = json.loads(line.format(record("unstuck.turns", "the webhook answered %s", 503)))
    assert facts["at"].endswith("+00:00")
    assert (facts["level"], facts["logger"], facts["message"]) == ("ERROR", "unstuck.turns", "the webhook answered 503")


def test_a_line_of_text_is_one_line():
    made = Line("text", b"key").format(record("unstuck", "a\nb", error=KeyError("x"), conversation_id="ann"))
    assert "ERROR unstuck: a b conversation=" in made
    assert "\n" not in made


def test_a_conversation_is_told_by_a_hash_that_only_the_key_explains(line):
    facts = json.loads(line.format(record("actions.respond", "failed", conversation_id="ann@example.com")))
    assert facts["conversation"] == line.pseudonym("ann@example.com")
    assert "ann" not in json.dumps(facts)
    assert line.pseudonym("ann") != line.pseudonym("bob")
    assert line.pseudonym("ann") != Line("json", b"another").pseudonym("ann")


def test_a_web_conversation_in_a_message_is_hashed_too(line):
    assert WEB not in line.format(record("channels.answering", "something about %s", WEB))


@pytest.mark.parametrize("message", ["Parsed 'my zebra' badly", 'got "my zebra"', "message `my zebra` it's 'x'"])
def test_what_another_library_quotes_is_left_out(line, message):
    assert "zebra" not in line.format(record("rasa.core.processor", message))


def test_an_address_is_told_without_what_it_was_asked_for(line):
    made = line.format(record("sanic.error", "Exception occurred: http://host/chat/file/1?sign=abc123 x"))
    assert "abc123" not in made
    assert "/chat/file/1?" in made


def test_an_error_is_told_by_its_type_and_place_and_not_by_what_it_says(line):
    try:
        raise ValueError("INSERT [parameters: ('my zebra',)]")
    except ValueError as error:
        made = record("channels.dialogue", "the store does not answer: %s", error)
        made.exc_info = (type(error), error, error.__traceback__)
    facts = json.loads(line.format(made))
    assert facts["message"] == "the store does not answer: ValueError"
    assert facts["error"]["type"] == "ValueError"
    assert facts["error"]["at"][0].startswith("tests/observability/test_logs.py:")
    assert "zebra" not in str(facts)


def test_an_error_of_ours_is_told_in_its_words(line):
    made = record("channels.answering", "%s", StoreError("store_unreachable", "The database cannot be used."))
    assert json.loads(line.format(made))["message"] == "The database cannot be used."


def test_of_a_structured_event_of_rasa_only_name_type_and_place_stay(line):
    event = {
        "event": "rest.message.received.failure",
        "text": "my zebra",
        "sender_id": "ann",
        "exception": [
            {
                "exc_type": "ValueError",
                "exc_value": "my zebra",
                "frames": [{"filename": "a.py", "lineno": 3, "name": "run", "locals": {"text": "my zebra"}}],
            }
        ],
    }
    facts = json.loads(line.format(record("rasa.core.channels.rest", json.dumps(event))))
    assert facts["message"] == "rest.message.received.failure"
    assert facts["error"] == {"type": "ValueError", "at": ["a.py:3 run"]}
    assert facts["conversation"] == line.pseudonym("ann")
    assert "zebra" not in str(facts)


@pytest.mark.parametrize("message", ["{", "{}", '{"event": 3}', "[1]", "100%", "%s %s", "%(a)s"])
def test_no_message_breaks_the_log(line, message):
    for written in (record("rasa", message), record("rasa", message, 1)):
        said = line.format(written)
        assert "\n" not in said
        assert json.loads(said)["level"] == "ERROR"


def test_whoever_sets_up_logging_afterwards_every_record_comes_once_and_in_our_form(tmp_path):
    code = """
import logging, sys
from unstuck.observability import logs
from unstuck import settings
logs.start(settings.read())
import structlog
from sanic import Sanic
from rasa_sdk import utils
from rasa.utils.log_utils import configure_structlog
Sanic("test")
utils.configure_colored_logging("INFO")
configure_structlog(logging.INFO)
logging.getLogger("sanic.error").error("from sanic 'my zebra'")
logging.getLogger("rasa_sdk.endpoint").error("from the SDK")
structlog.get_logger("rasa.core").error("from.rasa", text="my zebra")
try:
    raise ValueError("my zebra")
except ValueError:
    structlog.get_logger("rasa.core").exception("also.from.rasa", text="my zebra")
from rasa.shared.utils.io import raise_warning
raise_warning("Continuing without my zebra")
"""
    environment = {"UNSTUCK_LOG": "json", "UNSTUCK_VAR": str(tmp_path), "FORCE_JSON_LOGGING": "1", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    messages = [json.loads(line)["message"] for line in done.stderr.splitlines()]
    assert messages == ["from sanic '…'", "from the SDK", "from.rasa", "also.from.rasa", messages[-1]]
    assert messages[-1].startswith("UserWarning in ")
    assert "zebra" not in done.stdout + done.stderr


def test_a_log_that_cannot_be_written_breaks_nothing_and_quotes_nothing(tmp_path):
    code = """
import logging, os
from unstuck.observability import logs
from unstuck import settings
logs.start(settings.read(), open("/dev/full", "w"))
logging.getLogger("rasa").error("my %s", "zebra")
os._exit(7)
"""
    environment = {"UNSTUCK_VAR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (7, "", "")
