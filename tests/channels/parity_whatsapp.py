"""Somebody on WhatsApp: labels between single stars, bullets, buttons or a list, documents with a caption."""

from __future__ import annotations

import re

from tests.channels.parity_meaning import Meaning, SentFile, bulleted, findings_in, plain, steps_in
from tests.channels.whatsapp.graph import Graph, Posted
from tests.channels.whatsapp.phone import Phone
from tests.servers.bot import Bot

_LABEL = re.compile(r"\*(.+?)\*")
FIRST_PERSON = 16_505_550_000


class WhatsApp:
    """A person who has never written before."""

    channel = "whatsapp"

    def __init__(self, bot: Bot, number: int, graph: Graph) -> None:
        self._phone = Phone(graph, bot.address, bot.settings, number=str(FIRST_PERSON + number))

    def say(self, text: str) -> Meaning:
        return _turn(self._phone.say(text))

    def press(self, title: str) -> Meaning:
        return _turn(self._phone.press(title))

    def send_file(self, data: bytes, filename: str) -> Meaning:
        return _turn(self._phone.send_file(data, filename))

    def hear(self) -> Meaning:
        """What the bot has posted since the last time, after it has answered everything."""
        return _turn(self._phone.wait())

    def leave(self) -> None:
        """Nothing is open."""


def _turn(posted: list[Posted]) -> Meaning:
    return Meaning.together(_meaning(one) for one in posted)


def _meaning(posted: Posted) -> Meaning:
    if posted.file:
        assert posted.type == "document"
        return Meaning(files=(SentFile.of(*posted.file),))
    text = _LABEL.sub(r"**\1**", posted.text)
    words = plain(text)
    return Meaning(words, steps_in(words), findings_in(bulleted(text)), tuple(posted.buttons))
