"""Answers by mail: what was not read in the chat goes to the address that was confirmed, once, with a link back."""

import pytest

from unstuck.errors import DeskError
from unstuck.storage.message_log import Incoming, MessageLog
from unstuck.storage.outbox import Outbox, State
from unstuck.support.actor import Actor
from unstuck.support.answer_mail import AnswerMail
from unstuck.support.mail_desk import Mail
from unstuck.support.phase import Reason
from unstuck.support.read_marks import ReadMarks
from unstuck.support.team_acts import ANSWERS, TeamActs
from unstuck.support.tickets import Tickets
from unstuck.wording.messages import File, Message

ANN = Actor("team-1", "Ann")


class Answers:
    """A person who left an address, and the mails that come there."""

    def __init__(self, folder, clock, box):
        self.clock, self.box, self.folder = clock, box, folder
        MessageLog(folder, "web", clock).take("web-cat", "client-1", [Incoming(Message("help"), "help")])
        self.tickets, self.acts = Tickets(folder, clock), TeamActs(folder, clock)
        self.number = self.tickets.open("web-cat", "web", {}, []).number
        self.tickets.keep_contact(self.number, "cat@example.com")
        mail = Mail.at(f"smtp://127.0.0.1:{box.port}", to="", sender="help@example.com", password="")
        self.mails = AnswerMail(folder, mail, lambda here: f"https://help.example.com/chat#resume={here}", clock)

    def say(self, text, key="key-00001", minutes=3):
        self.acts.reply(self.number, ANN, key, Message(text))
        self.clock.pass_by(minutes=minutes)

    @property
    def item(self):
        return Outbox(self.folder, ANSWERS, self.clock).find("1-3")


@pytest.fixture
def answers(tmp_path, clock, mail_server):
    return Answers(tmp_path, clock, mail_server())


def test_what_was_not_read_is_mailed_once_with_a_link_back(answers):
    answers.say("Have you tried\r\nBcc: everybody@example.com\nit on Wi-Fi?")
    assert (answers.mails.deliver_due(), answers.mails.deliver_due()) == (1, 0)
    (mail,) = answers.box.mails
    assert (mail["To"], mail["From"]) == ("cat@example.com", "help@example.com")
    assert mail["Subject"] == "An answer to your request U-1001"
    assert mail["Bcc"] is None
    text = mail.get_content()
    assert text.startswith("Ann: Have you tried")
    assert "https://help.example.com/chat#resume=web-cat" in text


def test_what_was_read_in_the_chat_is_not_mailed(answers, tmp_path):
    answers.say("Hello")
    ReadMarks(tmp_path).mark("web-cat", 3)
    assert answers.mails.deliver_due() == 0
    assert answers.box.mails == []
    assert answers.item.state is State.DONE


def test_there_is_time_to_read_it_first(answers):
    answers.say("Hello", minutes=1)
    assert answers.mails.deliver_due() == 0
    answers.clock.pass_by(minutes=2)
    assert answers.mails.deliver_due() == 1


def test_a_file_is_told_by_its_name(answers):
    file = File(attachment="att_1", filename="so.png", alt="The file", by="Ann")
    answers.acts.reply(answers.number, ANN, "key-00001", file)
    answers.clock.pass_by(minutes=3)
    answers.mails.deliver_due()
    assert "Ann: (so.png)" in answers.box.mails[0].get_content()


def test_after_it_is_closed_the_last_answer_still_comes(answers):
    answers.say("Hello", minutes=0)
    answers.acts.close(answers.number, ANN, Reason.SOLVED)
    answers.clock.pass_by(minutes=3)
    assert answers.mails.deliver_due() == 1


def test_a_mail_server_that_is_away_is_asked_again_and_one_that_refuses_is_not(answers):
    answers.say("Hello")
    answers.mails._mail = Away("desk_failed")
    answers.mails.deliver_due()
    assert answers.item.state is State.WAITING
    answers.clock.pass_by(minutes=6)
    answers.mails._mail = Away("desk_refused")
    answers.mails.deliver_due()
    assert answers.item.state is State.GIVEN_UP


class Away:
    sender = "help@example.com"

    def __init__(self, code):
        self.code = code

    def send(self, mail, to):
        raise DeskError(self.code, "No.")


def test_without_an_address_nothing_is_scheduled(tmp_path, clock, mail_server):
    answers = Answers(tmp_path, clock, mail_server())
    answers.tickets.keep_contact(answers.number, "")
    answers.say("Hello")
    assert answers.item is None
