"""Somebody on Telegram: HTML, bullets, one button a row, documents whose caption says what they show."""

from __future__ import annotations

import re
from html import unescape

from tests.channels.parity_meaning import Meaning, SentFile, bulleted, findings_in, plain, steps_in
from tests.channels.parity_phone import Phoned
from tests.channels.telegram.fake import Call
from tests.channels.telegram.fake import Telegram as Peer
from tests.channels.telegram.phone import Phone
from tests.servers.bot import Bot

_BOLD = re.compile(r"</?b>")
FIRST_PERSON = 3_000_000


class Telegram(Phoned):
    """A person in a private chat."""

    channel = "telegram"

    def __init__(self, bot: Bot, number: int, peer: Peer, language: str = "") -> None:
        phone = Phone(peer, bot.address, bot.settings, user=FIRST_PERSON + number, language=language)
        super().__init__(phone, _meaning)

    def greet(self) -> Meaning:
        """Begin without a word."""
        return self.say("/start")


def _meaning(call: Call) -> Meaning:
    if call.method == "sendDocument":
        return Meaning(files=(SentFile.of(*call.document),))
    assert call.values["parse_mode"] == "HTML"
    text = unescape(_BOLD.sub("**", call.values["text"]))
    words = plain(text)
    return Meaning(words, steps_in(words), findings_in(bulleted(text)), tuple(call.buttons))
