"""When a server is killed or a database is gone: nothing is lost, nothing comes twice, and the person is told."""

import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from tests.channels.page import Page

pytestmark = [pytest.mark.servers, pytest.mark.long]

TROUBLE = "Something went wrong on my side"


@pytest.fixture
def page(bot):
    with Page(bot.address) as page:
        yield page


def test_what_was_acknowledged_before_kill_9_is_answered_once_after_it(bot, page):
    page.say("it only lets me pick from 3 pictures on my iphone se")
    page.wait_for("bot", "step")
    bot.processes["actions"].send_signal(signal.SIGSTOP)
    assert page.say("next", id="a" * 32) == {"ok": True}
    bot.kill("rasa")
    bot.processes["actions"].send_signal(signal.SIGCONT)
    seen = page.seen[-1]["seq"]
    page.leave()
    bot.start("rasa")
    page.connect()  # its token is good after a restart
    if not any(message["kind"] == "step" for message in page.history(after=seen)):
        page.wait_for("bot", "step")
    assert page.say("next", id="a" * 32) == {"ok": True}
    missed = page.history(after=seen)
    assert [(message["from"], message["text"].split("\n")[0]) for message in missed] == [
        ("user", "next"),
        ("bot", "Fix 1 of 5 · step 2 of 5"),
    ]
    page.say("next")
    message = page.wait_for("bot", "step")
    while message["seq"] <= missed[-1]["seq"]:  # it may have come over the socket as well
        message = page.wait_for("bot", "step")
    assert message["step"] == 3


def test_a_dead_action_server_is_told_and_noticed_and_the_talk_goes_on_after_it(bot, page):
    page.say("it only lets me pick from 3 pictures on my iphone se")
    page.wait_for("bot", "step")
    bot.kill("actions")
    page.say("next")
    assert TROUBLE in page.wait_for("bot")["text"]
    ready = page.call("GET", "/ready")
    assert (ready.status_code, ready.json()["failing"]) == (503, ["actions"])
    assert page.call("GET", "/health").ok
    bot.start("actions")
    assert page.call("GET", "/ready").ok
    page.say("next")
    assert page.wait_for("bot", "step")["step"] == 2


def test_a_tracker_that_cannot_be_read_is_told_and_noticed(bot, page):
    page.say("it only lets me pick from 3 pictures on my iphone se")
    page.wait_for("bot", "step")
    with closing(sqlite3.connect(bot.var / "tracker.db", isolation_level=None)) as tracker:
        tracker.execute("BEGIN EXCLUSIVE")
        page.say("next")
        assert "can't get at my notes" in page.wait_for("bot")["text"]
        assert "tracker" in page.call("GET", "/ready").json()["failing"]
        tracker.execute("ROLLBACK")
    page.say("next")
    assert page.wait_for("bot", "step")["step"] == 2


@pytest.mark.parametrize("name", ["tracker.db", "unstuck.db"])
def test_a_locked_database_holds_up_nothing_that_does_not_need_it(bot, page, name):
    page.say("it only lets me pick from 3 pictures on my iphone se")
    page.wait_for("bot", "step")
    with closing(sqlite3.connect(bot.var / name, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        with ThreadPoolExecutor(20) as pool:
            turns = [pool.submit(page.say, "next") for _ in range(8)]
            ready = [pool.submit(page.call, "GET", "/ready") for _ in range(8)]
            for _ in range(5):
                begun = time.monotonic()
                assert page.call("GET", "/health").ok
                assert page.call("GET", "/widget.js").ok
                if name == "tracker.db":
                    assert page.history()
                assert time.monotonic() - begun < 3
                time.sleep(0.3)
            assert {answer.result().status_code for answer in ready} == {503}
            database.execute("ROLLBACK")
            for turn in turns:
                turn.result()
    assert until_ready(page)


def until_ready(page):
    end = time.monotonic() + 30
    while not (ready := page.call("GET", "/ready").ok) and time.monotonic() < end:
        time.sleep(0.2)
    return ready


def test_a_message_that_cannot_be_written_down_is_not_acknowledged(bot, page):
    with closing(sqlite3.connect(bot.var / "unstuck.db", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        answer = page.say("thanks", id="b" * 32)
        database.execute("ROLLBACK")
    assert answer["error"]["code"] == "store_unreachable"
    assert page.say("thanks", id="b" * 32) == {"ok": True}
    assert page.wait_for("bot")
    assert [message["text"] for message in page.history() if message["from"] == "user"] == ["thanks"]


def test_a_server_that_stops_while_a_page_is_open_has_nothing_to_complain_of(bot, page):
    told = len((bot.var / "rasa.log").read_text())
    server = bot.processes["rasa"]
    server.terminate()
    assert server.wait(30) == 0
    complaints = (bot.var / "rasa.log").read_text()[told:].splitlines()
    # A page may come with the session of the server before: engineio refuses it at level ERROR, the page connects anew.
    assert [line for line in complaints if "engineio.server" not in line] == []
    bot.start("rasa")
