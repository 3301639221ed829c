"""Slack's own markup, `mrkdwn`: read as plain words, and written from the bot's Markdown."""

from __future__ import annotations

import re

from channels.messenger import text
from channels.messenger.text import labelled, linked, listed

_REFERENCE = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


def plain(typed: str, me: str) -> str:
    """What a person typed, in plain words.

    Args:
        typed: as Slack delivers it: `<@U1>` for a person, `<https://x|y>` for a link, `&amp;` for &.
        me: the bot's own user id; a mention of it is left out.
    """

    def words(found: re.Match[str]) -> str:
        target, label = found.groups()
        if target == f"@{me}":
            return ""
        if target.startswith(("@", "#", "!")):
            name = (label or target.partition("^")[0][1:]).lstrip("@#")
            return name if target.startswith("!date") else f"{target[0].replace('!', '@')}{name}"
        return label or target.removeprefix("mailto:")

    said = _REFERENCE.sub(words, typed)
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def mrkdwn(markdown: str) -> str:
    """The bot's Markdown with **labels** and links as Slack shows it; nothing else in it can be one or call people."""
    safe = markdown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return listed(linked(labelled(safe, r"*\1*"), r"<\2|\1>"))


def pieces(markdown: str, most: int) -> list[str]:
    """The text as mrkdwn in pieces of `most` characters at the most, cut where it hurts least."""
    return [mrkdwn(piece) for piece in text.pieces(markdown, most, lambda piece: len(mrkdwn(piece)))]
