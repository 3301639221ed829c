"""The team in Slack: what is said in a ticket's thread reaches the person, and nobody else can speak for the team."""

import pytest

from tests import pictures
from tests.channels.slack.delivery import deliver_event, deliver_form
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.actor import Actor
from unstuck.support.board import Board
from unstuck.support.desk_delivery import DeskDelivery
from unstuck.support.phase import Phase
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import Message

DESK = "C0DESK"
ANN = Actor("slack-U0ANN", "Ann")


class Team:
    """A ticket of somebody in Slack's direct messages, told in the desk's channel."""

    def __init__(self, house_of, fake):
        self.fake = fake
        fake.people["U0ANN"] = "Ann"
        self.house = house_of(fake.settings | {"UNSTUCK_DESK_SLACK_CHANNEL": DESK})
        self.settings = self.house.settings
        self.board = Board.from_settings(self.settings)
        self.say("help", "D0CAT", "U0CAT")
        self.conversation_id = "slack-U0CAT"
        tickets = Tickets.from_settings(self.settings, desks=("slack",))
        self.number = tickets.open(self.conversation_id, "slack", {}, [("user", "help")]).number
        self.deliver()
        self.thread = tickets.deliveries(tickets.get(self.number))[0][1].note

    def say(self, text, channel=DESK, user="U0ANN", **more):
        ts = f"{1700000100 + len(self.fake.calls)}.{len(text):06}"
        event = {"type": "message", "user": user, "text": text, "channel": channel, "ts": ts, **more}
        assert deliver_event(self.house.address, event, id=more.get("id")).status_code == 200
        self.house.settle()
        return event

    def answer(self, text, **more):
        return self.say(text, thread_ts=self.thread, **more)

    def deliver(self):
        DeskDelivery.from_settings(self.settings).deliver_due()

    @property
    def card(self):
        return self.board.card(self.number, ANN)

    def posted(self, channel):
        return [call["text"] for call in self.fake.asked("chat.postMessage") if call["channel"] == channel]


@pytest.fixture
def team(house_of, fake):
    return Team(house_of, fake)


def test_a_reply_in_the_thread_reaches_the_person_with_a_name(team):
    team.answer("Hi, have you &lt;tried&gt; it on Wi-Fi?")
    assert team.posted("D0CAT")[-2:] == [
        "*Ann* of our team is here now and answers you. I'm silent until then.",
        "*Ann* (our team): Hi, have you &lt;tried&gt; it on Wi-Fi?",
    ]
    assert (team.card.phase, team.card.holder, team.card.holder_name) == (Phase.HELD, "slack-U0ANN", "Ann")


def test_what_the_person_says_then_comes_to_the_thread_and_the_bot_is_silent(team):
    team.answer("Hi")
    team.say("I have, and it fails", "D0CAT", "U0CAT")
    team.deliver()
    assert team.posted(DESK)[-1] == "*Person:* I have, and it fails"
    assert team.fake.asked("chat.postMessage")[-1]["thread_ts"] == team.thread
    assert team.house.texts == ["help"]


def test_a_reply_that_is_delivered_ten_times_is_said_once(team):
    event = team.answer("Hi")
    for _ in range(9):
        deliver_event(team.house.address, event)
    team.house.settle()
    assert [text for text in team.posted("D0CAT") if "Hi" in text] == ["*Ann* (our team): Hi"]


def test_a_file_in_the_thread_goes_to_the_person(team):
    team.fake.files["a.png"] = pictures.fine()
    file = {"id": "F1", "name": "a.png", "mimetype": "image/png", "url_private": f"{team.fake.address}/files-pri/a.png"}
    team.answer("Like this:", files=[file], subtype="file_share")
    assert team.fake.uploaded == [pictures.fine()]
    assert team.posted("D0CAT")[-1] == "*Ann* (our team): Like this:"


def test_a_note_stays_within_the_team(team):
    team.answer("note: looks like their cache")
    assert [note.text for note in team.board.view(team.number, ANN).notes] == ["looks like their cache"]
    assert team.card.phase is Phase.WAITING
    assert not any("cache" in text for text in team.posted("D0CAT"))


@pytest.mark.parametrize("how", ["reaction", "command"])
def test_a_tick_or_a_command_closes_it(team, how):
    if how == "reaction":
        item = {"type": "message", "channel": DESK, "ts": team.thread}
        reaction = {"type": "reaction_added", "user": "U0ANN", "reaction": "white_check_mark", "item": item}
        deliver_event(team.house.address, reaction | {"event_ts": "1700000200.000100"})
    else:
        form = {"command": "/unstuck", "text": "close u-1001", "user_id": "U0ANN", "channel_id": DESK}
        deliver_form(team.house.address, form | {"trigger_id": "1.2.abc"})
    team.house.settle()
    assert team.card.phase is Phase.CLOSED
    assert "*Ann* has closed your ticket *U-1001*. From here on it's me again, the bot." in team.posted("D0CAT")
    told = team.posted(DESK) + [call["text"] for call in team.fake.asked("chat.postEphemeral")]
    assert "U-1001 is closed, and the person is told." in told
    (*_, closed) = team.board.view(team.number, ANN).events
    assert (closed.who, closed.name, closed.action) == ("slack-U0ANN", "Ann", "closed")


@pytest.mark.parametrize("reaction", ["eyes", "white_check_mark"])
def test_other_reactions_and_those_elsewhere_close_nothing(team, reaction):
    channel = DESK if reaction == "eyes" else "C0OTHER"
    item = {"type": "message", "channel": channel, "ts": team.thread}
    event = {"type": "reaction_added", "user": "U0ANN", "reaction": reaction, "item": item, "event_ts": "1.2"}
    deliver_event(team.house.address, event)
    team.house.settle()
    assert team.card.phase is Phase.WAITING


def test_nobody_closes_a_ticket_from_elsewhere(team):
    form = {"command": "/unstuck", "text": f"close {team.number}", "user_id": "U0EVE", "channel_id": "C0OTHER"}
    deliver_form(team.house.address, form | {"trigger_id": "1.2.abc"})
    team.house.settle()
    assert team.card.phase is Phase.WAITING
    assert team.house.texts[-1] == f"close {team.number}"  # only words, said to the bot


def test_the_same_thread_in_another_channel_reaches_nobody(team):
    team.say("Hi", channel="C0OTHER", thread_ts=team.thread)
    assert not any("Hi" in text for text in team.posted("D0CAT"))
    assert team.card.phase is Phase.WAITING


def test_talk_in_the_channel_outside_of_a_ticket_is_nobody_s_business(team):
    team.say("lunch?")
    team.say("yes", thread_ts="1699999999.000100")
    assert len(team.posted("D0CAT")) == 1
    assert team.card.phase is Phase.WAITING


def test_after_it_is_closed_the_thread_is_told_that_nothing_arrives(team):
    item = {"type": "message", "channel": DESK, "ts": team.thread}
    event = {"type": "reaction_added", "user": "U0ANN", "reaction": "white_check_mark", "item": item, "event_ts": "1.2"}
    deliver_event(team.house.address, event)
    team.house.settle()
    team.answer("One more thing")
    assert team.posted(DESK)[-1] == "U-1001 is closed: open it again first."
    assert not any("One more thing" in text for text in team.posted("D0CAT"))


def test_a_person_on_the_web_is_reached_from_the_thread_as_well(team):
    log = MessageLog.from_settings(team.settings, channel="web")
    log.take("web-dan", "client-dan", [Incoming(Message("help"), "help")])
    tickets = Tickets.from_settings(team.settings, desks=("slack",))
    number = tickets.open("web-dan", "web", {}, []).number
    team.deliver()
    thread = tickets.deliveries(tickets.get(number))[0][1].note
    team.say("Hello Dan", thread_ts=thread)
    assert [entry.message.text for entry in log.since("web-dan", 1)][-1] == "Hello Dan"
