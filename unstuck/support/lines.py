"""What a conversation shows of a change of hands, and what the bot hears of it."""

from __future__ import annotations

import json
from dataclasses import replace

from unstuck.guide.team import NEWS
from unstuck.storage.message_rows import DUE, TEAM, Draft
from unstuck.support.actor import Actor
from unstuck.wording.messages import Message, Notice
from unstuck.wording.refusals import sentence


def joined(who: Actor) -> Draft:
    """A teammate is there from now on."""
    return Draft(TEAM, Notice(sentence("team_joined", name=who.name), by=who.name, holder="team"))


def has_result(name: str) -> Draft:
    """The teammate of that name gets the result of a fix, and is there again."""
    return Draft(TEAM, Notice(sentence("team_gets_result", name=name), by=name, holder="team"))


def left(how: str, who: Actor, **values: str) -> Draft:
    """The bot is there again; `how` is the response that says so."""
    return Draft(TEAM, Notice(sentence(how, name=who.name, **values), by=who.name, holder="bot"))


def told(what: str, who: Actor, **values: str) -> Draft:
    """Something that changes nobody's part."""
    return Draft(TEAM, Notice(sentence(what, name=who.name, **values), by=who.name))


def words(message: Message, who: Actor, key: str) -> Draft:
    """A teammate's own words, under their name."""
    return Draft(TEAM, replace(message, by=who.name), key)


def news(kind: str, who: Actor, **values: str) -> Draft:
    """What the bot is told, and answers: `handed_back`, `fix` or `closed`."""
    heard = json.dumps({"news": kind, "by": who.name, **values}, separators=(",", ":"))
    return Draft(DUE, Message(), for_rasa={"text": f"/{NEWS}{heard}", "metadata": {}})
