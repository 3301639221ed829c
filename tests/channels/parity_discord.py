"""Somebody in Discord's direct messages: Markdown with escapes, components, files with a description."""

from __future__ import annotations

import re

from tests.channels.discord.fake import Discord as Peer
from tests.channels.discord.fake import Posted
from tests.channels.discord.person import Person
from tests.channels.parity_meaning import Meaning, SentFile, bulleted, findings_in, plain, steps_in
from tests.servers.bot import Bot

_ESCAPE = re.compile(r"\\([^\w\s])")


class Discord:
    """A person who has never written before."""

    channel = "discord"

    def __init__(self, bot: Bot, number: int, peer: Peer) -> None:
        self._person = Person(peer, bot.settings)

    def say(self, text: str) -> Meaning:
        return _turn(self._person.say(text))

    def press(self, title: str) -> Meaning:
        return _turn(self._person.press(title))

    def send_file(self, data: bytes, filename: str) -> Meaning:
        return _turn(self._person.send_file(data, filename))

    def hear(self) -> Meaning:
        """What the bot has posted since the last time, after it has answered everything."""
        return _turn(self._person.wait())

    def leave(self) -> None:
        """Nothing is open."""


def _turn(posted: list[Posted]) -> Meaning:
    return Meaning.together(_meaning(one) for one in posted)


def _meaning(posted: Posted) -> Meaning:
    if posted.file:
        return Meaning(files=(SentFile.of(*posted.file),))
    text = _ESCAPE.sub(r"\1", posted.text)
    words = plain(text)
    return Meaning(words, steps_in(words), findings_in(bulleted(text)), tuple(posted.buttons))
