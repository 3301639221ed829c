"""A small fault run, on the real thing: nobody is lost when servers and stores die."""

import signal
import time
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text

from tests.channels.page import Page
from tests.channels.slack.workspace import Peer, Person
from tests.channels.telegram.fake import Telegram
from tests.channels.telegram.phone import Phone, environment
from tests.faults.oracle import DESCRIPTION
from tests.faults.run import Phase, running
from unstuck.storage.database import now

pytestmark = [pytest.mark.servers, pytest.mark.long]

TOO_OFTEN = "I've changed my profile picture like six times today and now it says try again later"
PROMISE = "I'll write to you here in 24 hours"
DUE = "You asked me to write to you again"
PATIENCE_SECONDS = 120
CHANGES = 6  # of hands in one conversation


@pytest.fixture(scope="module")
def workspace():
    peer = Peer.start()
    yield peer
    peer.stop()


@pytest.fixture(scope="module")
def telegram():
    with Telegram() as peer:
        yield peer


@pytest.fixture(scope="module")
def run(tmp_path_factory, workspace, telegram):
    with running(tmp_path_factory.mktemp("faults"), **workspace.settings, **environment(telegram)) as run:
        yield run


def test_nothing_is_lost_doubled_or_wrong_while_servers_are_killed_redis_stops_and_hands_change(run):
    figures = run.go(
        [
            Phase("two at once", 2, turns=2, pairs=10),
            Phase("a server killed", 4, run.saboteur.kill_a_server, turns=6, hands=2),
            Phase("an action server killed", 0, run.saboteur.kill_an_action_server, hands=2),
            Phase("Redis stopped", 4, run.saboteur.stop_redis, turns=6),
        ]
    )
    assert figures.good, figures
    assert figures.changes == figures.hands * CHANGES
    assert figures.turns >= 2 * 22 + 8 * 6
    assert figures.kills
    assert figures.outages


def test_a_server_that_is_told_to_stop_ends_its_turn_and_takes_nothing_more(run):
    bot = run.cluster.bots[0]
    page = Page(bot.address).begin()
    page.say(DESCRIPTION)
    page.wait_for("bot", "step")
    bot.processes["actions"].send_signal(signal.SIGSTOP)
    assert page.say("next") == {"ok": True}
    server = bot.processes["rasa"]
    server.terminate()
    until(lambda: page.call("GET", "/ready").json()["failing"] == ["stopping"])
    assert page.call("GET", "/ready").status_code == 503
    refused = page.say("next")["error"]
    assert (refused["code"], refused["again"]) == ("server_stopping", True)
    bot.processes["actions"].send_signal(signal.SIGCONT)
    assert page.wait_for("bot", "step")["step"] == 2
    assert server.wait(30) == 0
    page.leave()
    run.cluster.recover()


def test_promises_made_before_everything_was_killed_are_kept_once_after_it_on_every_channel(run, workspace, telegram):
    cluster = run.cluster
    first, settings = cluster.addresses[0], cluster.bots[0].settings
    page, slack, phone = Page(first).begin(), Person(workspace, first, "ann"), Phone(telegram, first, settings)
    page.say(TOO_OFTEN)
    while not any(button["title"] == "Yes, please" for button in page.wait_for("bot")["buttons"]):
        pass
    page.press("Yes, please")
    assert PROMISE in page.wait_for("bot")["text"]
    page.leave()
    slack.say(TOO_OFTEN)
    slack.wait(settings.database_location)
    slack.press("Yes, please")
    assert PROMISE in slack.wait(settings.database_location)[-1].text
    phone.say(TOO_OFTEN)
    assert PROMISE in phone.press("Yes, please")[-1].text
    for bot in cluster.bots:
        for name in bot.processes:
            bot.kill(name)
    cluster.redis.stop()
    cluster.postgres.stop()
    cluster.postgres.start()
    cluster.redis.start()
    with create_engine(settings.database.replace("postgresql:", "postgresql+psycopg2:")).begin() as database:
        due = text("UPDATE outbox SET due = :due WHERE queue = 'follow_ups' AND state = 'waiting'")
        assert database.execute(due, {"due": now() - timedelta(minutes=1)}).rowcount == 3
    cluster.recover()
    page.address = cluster.addresses[1]

    def told():
        on_slack = [message.text for message in slack.wait(settings.database_location)]
        heard["slack"] += sum(DUE in words for words in on_slack)
        heard["telegram"] += sum(DUE in call.text for call in phone.wait())
        heard["web"] = sum(DUE in message["text"] for message in page.history())
        return heard

    heard = dict.fromkeys(("web", "slack", "telegram"), 0)
    until(lambda: all(told().values()))
    time.sleep(5)  # long enough for the other sender, and the other server, to say it a second time
    assert told() == {"web": 1, "slack": 1, "telegram": 1}


def until(happens):
    """Wait until it does."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not happens():
        assert time.monotonic() < end, "this does not happen"
        time.sleep(0.3)
