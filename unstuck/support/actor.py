"""Who does something about a ticket."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A teammate (`team-7`), a member of the team's Slack channel (`slack-U024BE7LH`), another help desk (`desk-acme`),
    the person, or the bot; with the name by which people know them."""

    id: str
    name: str


BOT = Actor("bot", "the bot")
PERSON = Actor("person", "the person")
COMMAND = Actor("command-line", "Our team")  # whoever may use the command line on this machine
