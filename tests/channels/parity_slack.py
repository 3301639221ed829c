"""Somebody in Slack's direct messages: small print for the place, `mrkdwn`, bullets, blocks of buttons."""

from __future__ import annotations

import re
from html import unescape

from tests.channels.parity_meaning import Meaning, SentFile, bulleted, findings_in, plain, steps_in
from tests.channels.slack.delivery import BOT
from tests.channels.slack.workspace import Peer, Person, Posted
from tests.servers.bot import Bot
from unstuck.storage.conversation_languages import ConversationLanguages

_LABEL = re.compile(r"\*(.+?)\*")


class Slack:
    """One of the workspace's guests, who has never written before."""

    channel = "slack"

    def __init__(self, bot: Bot, number: int, peer: Peer, language: str = "") -> None:
        self._database = bot.settings.database_location
        self._person = Person(peer, bot.address, f"guest-{number}")
        if language:  # the peer tells no one's locale
            ConversationLanguages(self._database).keep(f"slack-{self._person.id}", language)

    def greet(self) -> Meaning:
        """Mention the bot without a word."""
        return self.say(f"<@{BOT}>")

    def say(self, text: str) -> Meaning:
        self._person.say(text)
        return self.hear()

    def press(self, title: str) -> Meaning:
        assert self._person.press(title).ok
        return self.hear()

    def send_file(self, data: bytes, filename: str) -> Meaning:
        self._person.send_file(data, filename)
        return self.hear()

    def hear(self) -> Meaning:
        """What the bot has posted since the last time, after it has answered everything."""
        return Meaning.together(_meaning(posted) for posted in self._person.wait(self._database))

    def leave(self) -> None:
        """Nothing is open."""


def _meaning(posted: Posted) -> Meaning:
    text = unescape(_LABEL.sub(r"**\1**", f"{posted.place}\n{posted.text}"))
    words = plain(text)
    findings = findings_in(bulleted(text))
    return Meaning(words, steps_in(words), findings, tuple(posted.buttons), _files(posted))


def _files(posted: Posted) -> tuple[SentFile, ...]:
    if posted.file is None:
        return ()
    (file,) = posted.raw["files"]
    return (SentFile.of(file["name"], posted.file),)
