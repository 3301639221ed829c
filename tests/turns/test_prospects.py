"""When somebody answers, where, and what they know: told as it is."""

import pytest

from tests.clock import Clock
from unstuck.guide.case import Asking, Case
from unstuck.guide.handover import ASKED
from unstuck.guide.turn import KeepContact, OpenTicket, Record, Say, Turn
from unstuck.settings import read
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.support.actor import Actor
from unstuck.support.team_acts import TeamActs
from unstuck.turns.person import Person
from unstuck.turns.service import TurnService
from unstuck.wording.messages import Message
from unstuck.wording.render import line, text
from unstuck.wording.responses import Words

WEEK = "time_zone: Europe/Berlin\nweek:\n  monday: 09:00-17:00\n"  # the clock's day is a Sunday
MAIL = {"UNSTUCK_SMTP": "smtp://127.0.0.1:25", "UNSTUCK_SMTP_FROM": "help@example.com"}


class Bot:
    def __init__(self, folder, hours="", channel="web", **environment):
        (folder / "hours.yml").write_text(hours)
        here = {"UNSTUCK_VAR": str(folder), "UNSTUCK_HOURS": str(folder / "hours.yml")}
        self.settings = read(here | environment)
        self.clock = Clock()
        self.service = TurnService.from_settings(self.settings, self.clock)
        self.person = Person("web-cat", channel, lambda: [("user", "help")])
        self.case = Case()
        MessageLog(folder, channel).take("web-cat", "client-1", [Incoming(Message("help"), "help")])

    def do(self, *effects, says=()):
        turn = self.service.carry_out(self.case, Turn(self.case, says, effects), self.person)
        self.case = turn.case
        return [say.name for say in turn.says]

    def asks(self, intent):
        (say,) = self.service.carry_out(self.case, Turn(self.case, (Say(intent),)), self.person).says
        words = Words.load()
        values = {name: text(words, value) for name, value in say.values.items()}
        return words.say(f"utter_{say.name}", **values)


def test_out_of_hours_it_is_said_before_a_ticket_is_opened(tmp_path):
    bot = Bot(tmp_path, WEEK)
    assert bot.do(OpenTicket()) == ["team_away"]
    assert (bot.case.ticket, bot.case.asking) == (None, Asking.HAND_OFF)
    assert "back tomorrow at 09:00 (Europe/Berlin)" in line(
        Words.load(), bot.service.carry_out(Case(), Turn(Case(), (), (OpenTicket(),)), bot.person).says[0]
    )
    assert bot.do(OpenTicket()) == ["ticket_opened"]


def test_in_hours_and_where_nobody_knows_them_it_is_opened_at_once(tmp_path):
    bot = Bot(tmp_path, WEEK.replace("monday", "sunday"))
    assert bot.do(OpenTicket()) == ["ticket_opened"]
    (tmp_path / "b").mkdir()
    assert Bot(tmp_path / "b").do(OpenTicket()) == ["ticket_opened"]


@pytest.mark.parametrize(
    ("channel", "environment", "asked"), [("web", MAIL, True), ("web", {}, False), ("slack", MAIL, False)]
)
def test_an_address_is_asked_for_once_on_the_page_and_only_if_it_is_of_use(tmp_path, channel, environment, asked):
    bot = Bot(tmp_path, channel=channel, **environment)
    assert ("ask_contact" in bot.do(OpenTicket())) is asked
    assert (bot.case.contact == ASKED) is asked
    assert bot.do(OpenTicket()) == ["ticket_updated"]


def test_when_and_where(tmp_path):
    bot = Bot(tmp_path, **MAIL)
    assert bot.asks("ask_when_answered") == (
        "Nobody is asked yet; say “talk to a person” and I pass you on. Somebody answers as soon as they can; I can't "
        "promise a time. The answer comes here, in this chat, and stays here when you close the page."
    )
    bot.do(OpenTicket())
    bot.do(KeepContact("cat@example.com"))
    assert "Your ticket U-1001 is with the team." in bot.asks("ask_when_answered")
    assert "and to cat@example.com." in bot.asks("ask_when_answered")
    TeamActs(tmp_path).take_over("U-1001", Actor("team-1", "Ann"))
    assert "Ann of our team has it already." in bot.asks("ask_when_answered")


def test_out_of_hours_it_is_told_when_they_are_back(tmp_path):
    assert "back tomorrow at 09:00" in Bot(tmp_path, WEEK).asks("ask_when_answered")
    (tmp_path / "b").mkdir()
    later = Bot(tmp_path / "b", WEEK.replace("monday", "thursday"))
    assert "back on Thursday at 09:00" in later.asks("ask_when_answered")


@pytest.mark.parametrize(("channel", "told"), [("slack", "where you wrote"), ("rest", "in the ticket")])
def test_where_depends_on_the_channel(tmp_path, channel, told):
    assert told in Bot(tmp_path, channel=channel).asks("ask_when_answered")


def test_what_is_in_the_ticket(tmp_path):
    bot = Bot(tmp_path)
    assert bot.asks("ask_ticket") == "There is no ticket of yours: nothing has been passed on."
    article = bot.service.knowledge.articles[0]
    first = article.methods[0]
    bot.case = Case(article=article.id, device="ipad", os_version="18.6", tried=(first.id,), plan=(first.id,))
    bot.do(OpenTicket())
    told = bot.asks("ask_ticket")
    for words in (
        "U-1001",
        f"what it is about: {article.title}",
        "your device: ipad",
        f"what you tried: {first.title}",
    ):
        assert words in told


def test_no_thumb_is_asked_for_while_a_ticket_is_open(tmp_path):
    bot = Bot(tmp_path)
    bot.case = Case(article=bot.service.knowledge.articles[0].id, solved=True)
    assert "ask_thumbs" in bot.do(Record("solved"))
    bot.case = Case(article=bot.service.knowledge.articles[0].id, solved=True)
    bot.do(OpenTicket())
    assert "ask_thumbs" not in bot.do(Record("solved"))
