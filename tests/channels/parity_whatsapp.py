"""Somebody on WhatsApp: labels between single stars, bullets, buttons or a list, documents with a caption."""

from __future__ import annotations

import re

from tests.channels.parity_meaning import Meaning, SentFile, bulleted, findings_in, plain, steps_in
from tests.channels.parity_phone import Phoned
from tests.channels.whatsapp.graph import Graph, Posted
from tests.channels.whatsapp.phone import Phone
from tests.servers.bot import Bot

_LABEL = re.compile(r"\*(.+?)\*")
FIRST_PERSON = 16_505_550_000


class WhatsApp(Phoned):
    """A person with a number of their own."""

    channel = "whatsapp"

    def __init__(self, bot: Bot, number: int, graph: Graph) -> None:
        super().__init__(Phone(graph, bot.address, bot.settings, number=str(FIRST_PERSON + number)), _meaning)


def _meaning(posted: Posted) -> Meaning:
    if posted.file:
        assert posted.type == "document"
        return Meaning(files=(SentFile.of(*posted.file),))
    text = _LABEL.sub(r"**\1**", posted.text)
    words = plain(text)
    return Meaning(words, steps_in(words), findings_in(bulleted(text)), tuple(posted.buttons))
