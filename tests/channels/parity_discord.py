"""Somebody in Discord's direct messages: Markdown with escapes, components, files with a description."""

from __future__ import annotations

import re

from tests.channels.discord.fake import Discord as Peer
from tests.channels.discord.fake import Posted
from tests.channels.discord.person import Person
from tests.channels.parity_meaning import Meaning, SentFile, bulleted, findings_in, plain, steps_in
from tests.channels.parity_phone import Phoned
from tests.servers.bot import Bot

_ESCAPE = re.compile(r"\\([^\w\s])")


class Discord(Phoned):
    """A person with direct messages of their own."""

    channel = "discord"

    def __init__(self, bot: Bot, number: int, peer: Peer) -> None:
        super().__init__(Person(peer, bot.settings), _meaning)


def _meaning(posted: Posted) -> Meaning:
    if posted.file:
        return Meaning(files=(SentFile.of(*posted.file),))
    text = _ESCAPE.sub(r"\1", posted.text)
    words = plain(text)
    return Meaning(words, steps_in(words), findings_in(bulleted(text)), tuple(posted.buttons))
