"""Erasure, searched for: whoever is erased, on whatever channel, is in no table and in no file any more."""

from __future__ import annotations

import itertools
import json
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import inspect, text

from channels.discord.channel import DiscordInput
from channels.from_people import typed
from channels.slack.channel import SlackInput
from channels.telegram.channel import TelegramInput
from channels.whatsapp.channel import WhatsAppInput
from tests import pictures
from tests.channels.discord.fake import Discord
from tests.channels.discord.person import Person
from tests.channels.server import Server
from tests.channels.slack.delivery import BOT, SECRET, deliver_event, deliver_form
from tests.channels.slack.fake import FakeSlack
from tests.channels.telegram.fake import Telegram
from tests.channels.telegram.phone import Phone, environment
from tests.channels.whatsapp import phone as whatsapp_phone
from tests.channels.whatsapp.graph import Graph
from tests.clock import Clock
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversations import Conversations, Position
from unstuck.storage.database import connect, now, open_tracker, transaction
from unstuck.storage.erasure import Erasure
from unstuck.storage.message_log import MessageLog
from unstuck.support.follow_ups import FollowUps
from unstuck.support.tickets import Tickets

WORDS = "my aardvark ate it"
EVENTS = (
    "CREATE TABLE IF NOT EXISTS events (id INTEGER, sender_id VARCHAR(255), type_name VARCHAR(255), timestamp FLOAT, "
    "data TEXT)"
)


@pytest.fixture
def variables(tmp_path, database):
    more = {"UNSTUCK_DATABASE": database} if isinstance(database, str) else {}
    return {"UNSTUCK_VAR": str(tmp_path), "UNSTUCK_SECRET": "not-the-one-of-production", **more}


@pytest.fixture
def settings(variables):
    return read(variables)


def traces(settings, *words):
    """Where something of these words is: names of tables, and of files."""
    places = []
    for engine in {connect(settings.database_location), open_tracker(settings.database_location)}:
        with transaction(engine) as connection:
            for name in inspect(connection).get_table_names():
                rows = str([tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}")).all()])
                places += [name] * any(word in rows for word in words)
    for path in settings.var.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        places += [path.name] * any(word.encode() in held or word in path.name for word in words)
    return places


def everywhere(settings, conversation_id, channel):
    """Something of one person in every store that a turn writes to."""
    where, clock = settings.database_location, now
    attachments = Attachments.from_settings(settings)
    attachments.put(conversation_id, pictures.fine() + WORDS.encode(), filename=f"{WORDS}.jpg")
    FollowUps(where).schedule(conversation_id, channel, 24)
    tickets = Tickets(where, desks=("webhook", "email"))
    tickets.close(tickets.open(conversation_id, channel, {}, [("user", WORDS)]).number)
    tickets.open(conversation_id, channel, {"device": WORDS}, [("user", WORDS)])
    said = Conversations.from_settings(settings)
    said.note(conversation_id, channel, Position("a"))
    said.not_understood(conversation_id, WORDS)
    said.rate(conversation_id, "down")
    said.comment(conversation_id, WORDS)
    remember(settings, conversation_id, clock())


def remember(settings, conversation_id, at):
    """What Rasa remembers."""
    with transaction(open_tracker(settings.database_location)) as connection:
        connection.execute(text(EVENTS))
        row = {"id": conversation_id, "at": at.timestamp(), "data": json.dumps({"text": WORDS})}
        connection.execute(text("INSERT INTO events VALUES (1, :id, 'user', :at, :data)"), row)


@contextmanager
def web(variables):
    """A page; over REST, a conversation of the caller's own name."""
    MessageLog.from_settings(read(variables), channel="web").take("web-ann-0123", "client-web-ann", [typed(WORDS)])
    yield ["web-ann-0123"], ["ann-0123"]


@contextmanager
def slack(variables):
    signed = variables | {"UNSTUCK_SLACK_SIGNING_SECRET": SECRET}
    with FakeSlack() as fake, Server(SlackInput, read(variables).var, fake.settings | signed) as house:
        talk_in_slack(fake, house)
        yield ["slack-U0ANN", "slack-C0HELP-2.1"], ["U0ANN", "D0ANN"]


def talk_in_slack(fake, house):
    """Everything that one person may do there."""
    fake.files = {"me.jpg": pictures.fine()}
    file = {
        "id": "F1",
        "name": f"{WORDS}.jpg",
        "mimetype": "image/jpeg",
        "url_private": f"{fake.address}/files-pri/me.jpg",
    }

    def says(said, ts, channel="D0ANN", **more):
        event = {"type": "message", "channel": channel, "user": "U0ANN", "text": said, "ts": ts, "event_ts": ts, **more}
        assert deliver_event(house.address, event).status_code == 200
        house.settle()

    says(WORDS, "1.1")
    says(WORDS, "1.2", subtype="file_share", files=[file])
    says(f"<@{BOT}> {WORDS}", "2.1", "C0HELP")
    says(WORDS, "2.2", "C0HELP", thread_ts="2.1")
    says(WORDS, "3.1", "C0OTHER", subtype="file_share", files=[file])  # not for the bot: a hint
    deliver_form(house.address, {"command": "/unstuck", "text": WORDS, "user_id": "U0ANN", "trigger_id": "1.2.3"})
    home = {"type": "app_home_opened", "user": "U0ANN", "channel": "D0ANN", "event_ts": "4.1", "tab": "home"}
    deliver_event(house.address, home)
    house.settle()
    assert fake.asked("chat.postEphemeral")
    assert fake.asked("views.publish")


@contextmanager
def telegram(variables):
    with Telegram() as peer, Server(TelegramInput, read(variables).var, environment(peer) | variables) as server:
        ann = Phone(peer, server.address, server.settings, user=42424242)
        group = Phone(peer, server.address, server.settings, user=42424242, group=-100777)
        ann.say(WORDS)
        ann.send_photo(pictures.fine(), WORDS)
        ann.press("Back")
        ann.send({"voice": {"file_id": "x"}, "caption": WORDS})
        group.mention(WORDS)
        group.say(WORDS)
        yield [ann.conversation_id, group.conversation_id], ["42424242"]


@contextmanager
def whatsapp(variables):
    with Graph() as graph, Server(WhatsAppInput, read(variables).var, graph.environment | variables) as server:
        ann = whatsapp_phone.Phone(graph, server.address, server.settings, number="16505551234", user="US.4242424242")
        ann.say(WORDS)
        ann.send_photo(pictures.fine(), WORDS)
        ann.send_file(pictures.fine(), f"{WORDS}.jpg")
        ann.press("Back")
        ann.send({"type": "audio", "audio": {"id": "1"}})
        ann.send({"type": "reaction", "reaction": {"emoji": "x"}})
        # The ids of WhatsApp's messages hold the number in base64.
        yield [ann.conversation_id], ["16505551234", "US.4242424242", "HBgLMTY1MDM4Nzk0MzkV"]


@contextmanager
def discord(variables):
    with Discord() as peer, Server(DiscordInput, read(variables).var, peer.environment | variables) as server:
        ann = Person(peer, server.settings, user="4343434343", channel="4444444444")
        ann.say(WORDS)
        ann.send_file(pictures.fine(), f"{WORDS}.jpg", WORDS)
        ann.press("Back")
        there = Person(peer, server.settings, user="4343434343", channel="4545454545", server="7")
        there.mention(WORDS)
        there.say(WORDS)
        yield [ann.conversation_id, there.conversation_id], ["4343434343", "4444444444"]


@pytest.mark.parametrize("channel", [web, slack, telegram, whatsapp, discord])
def test_nothing_is_left_of_who_is_forgotten(settings, variables, channel):
    with channel(variables) as (conversations, names):
        for conversation_id in conversations:
            everywhere(settings, conversation_id, channel.__name__)
        assert {"channel_messages", "tickets", "outbox", "unclear_messages"} <= set(traces(settings, WORDS, *names))
        clock = Clock()
        erasure = Erasure(settings, clock)
        for conversation_id in conversations:
            assert erasure.forget(conversation_id)
        assert traces(settings, WORDS, *names) == []
        remember(settings, conversations[0], now())  # a turn that ran all the while
        clock.time += timedelta(minutes=2)
        assert erasure.finish()["tracker events"] == 1
        assert traces(settings, WORDS, *names) == []
        assert erasure.finish() == {}


def test_nothing_is_left_when_the_days_of_the_setting_are_over(settings, variables):
    for channel in (web, slack, telegram, whatsapp, discord):
        with channel(variables) as (_, _names):
            pass
    tickets = Tickets(settings.database_location)
    assert tickets.all() == []
    clock = Clock(now() + timedelta(days=31))
    Erasure(settings, clock).sweep()
    assert (
        traces(settings, WORDS, "ann-0123", "U0ANN", "D0ANN", "42424242", "16505551234", "HBgLMTY1", "4343434343") == []
    )


def test_nothing_but_an_open_ticket_is_left_of_who_deletes_the_chat(settings, variables):
    with web(variables) as ((conversation_id,), names):
        everywhere(settings, conversation_id, "web")
        MessageLog.from_settings(settings, channel="web").mark_deleted(conversation_id)
        erasure = Erasure(settings)
        erasure.delete(conversation_id)
        with transaction(open_tracker(settings.database_location)) as connection:
            connection.execute(text("DELETE FROM events"))  # as the turns of the channel do it
        assert set(traces(settings, WORDS, *names)) - {"unstuck.db"} == {"tickets", "ticket_parts", "outbox"}
        Tickets(settings.database_location).close("U-1002")
        erasure.sweep()
        assert traces(settings, WORDS, *names) == []


@contextmanager
def asks_in_slack(variables):
    signed = variables | {"UNSTUCK_SLACK_SIGNING_SECRET": SECRET}
    with FakeSlack() as fake, Server(SlackInput, read(variables).var, fake.settings | signed) as house:
        stamps = itertools.count(1)

        def says(said):
            event = {"type": "message", "channel": "D0ANN", "user": "U0ANN", "text": said, "ts": f"{next(stamps)}.1"}
            assert deliver_event(house.address, {**event, "event_ts": event["ts"]}).status_code == 200
            house.settle()
            return fake.posted[-1]

        yield says, lambda title: says(title), "slack-U0ANN", ["U0ANN", "D0ANN"]


@contextmanager
def asks_in_telegram(variables):
    with Telegram() as peer, Server(TelegramInput, read(variables).var, environment(peer) | variables) as server:
        ann = Phone(peer, server.address, server.settings, user=42424242)
        yield _last(server, ann, ann.say), _last(server, ann, ann.press), ann.conversation_id, ["42424242"]


@contextmanager
def asks_in_whatsapp(variables):
    with Graph() as graph, Server(WhatsAppInput, read(variables).var, graph.environment | variables) as server:
        ann = whatsapp_phone.Phone(graph, server.address, server.settings, number="16505551234", user="US.4242424242")
        yield (
            _last(server, ann, ann.say),
            _last(server, ann, ann.press),
            ann.conversation_id,
            ["16505551234", "US.4242424242", "HBgLMTY1MDM4Nzk0"],
        )


@contextmanager
def asks_in_discord(variables):
    with Discord() as peer, Server(DiscordInput, read(variables).var, peer.environment | variables) as server:
        ann = Person(peer, server.settings, user="4343434343", channel="4444444444")
        ids = ["4343434343", "4444444444"]
        yield _last(server, ann, ann.say), _last(server, ann, ann.press), ann.conversation_id, ids


def _last(server, phone, act):
    """Do it, and read what the bot posted last: who is erased is in no book that tells when the bot is through."""

    def done(said):
        posted = act(said)
        server.settle()
        return [*posted, *phone.wait()][-1].text

    return done


@pytest.mark.parametrize("asks", [asks_in_slack, asks_in_telegram, asks_in_whatsapp, asks_in_discord])
def test_who_asks_for_it_in_words_and_says_yes_is_nowhere_and_begins_anew(settings, variables, asks):
    with asks(variables) as (say, press, conversation_id, names):
        say(WORDS)
        everywhere(settings, conversation_id, conversation_id.partition("-")[0])
        assert "Shall I erase" in say("please delete my data")
        assert "nothing is erased" in press("No, keep it")
        assert {"channel_messages", "ticket_parts"} <= set(traces(settings, WORDS))
        assert "Shall I erase" in say("forget everything about me")
        assert "Everything is erased" in press("Yes, erase it all")
        with transaction(open_tracker(settings.database_location)) as connection:
            connection.execute(text("DELETE FROM events"))  # as Rasa's own store does it, which this server has not
        assert traces(settings, WORDS, *names) == []
        assert "re: hello again" in say("hello again")


def test_a_yes_is_a_yes_to_the_question_alone(settings, variables):
    with asks_in_telegram(variables) as (say, _, _, _):
        assert "Shall I erase" in say("/delete")
        assert "re: how do I do that" in say("how do I do that")
        assert "re: yes" in say("yes")
        assert {"channel_messages"} <= set(traces(settings, "how do I do that"))
