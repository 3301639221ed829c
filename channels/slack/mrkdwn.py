"""Slack's own markup, `mrkdwn`: read as plain words, and written from the bot's Markdown."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_LABEL = re.compile(r"\*\*(.+?)\*\*")
_BULLET = re.compile(r"^- ", re.MULTILINE)
# Where a long text may be cut, the best place first.
_PLACES = ("\n\n", "\n", ". ", " ")


def plain(text: str, me: str) -> str:
    """What a person typed, in plain words.

    Args:
        text: as Slack delivers it: `<@U1>` for a person, `<https://x|y>` for a link, `&amp;` for &.
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

    said = _REFERENCE.sub(words, text)
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def mrkdwn(markdown: str) -> str:
    """The bot's Markdown with **labels** as Slack shows it; nothing in it can become a link or call people."""
    safe = markdown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BULLET.sub("• ", _LABEL.sub(r"*\1*", safe))


def pieces(markdown: str, most: int) -> list[str]:
    """The text as mrkdwn in pieces of `most` characters at the most, cut where it hurts least."""
    found = []
    rest = markdown.strip()
    while rest:
        size = most
        while len(mrkdwn(rest[: (end := _end(rest, size))])) > most:
            size = size * 9 // 10
        found.append(mrkdwn(rest[:end].strip()))
        rest = rest[end:].strip()
    return found


def _end(text: str, most: int) -> int:
    """Where to cut a text to `most` characters: after a paragraph, a line, a sentence, a word."""
    if len(text) <= most:
        return len(text)
    ends = (text.rfind(place, 1, most) + len(place.rstrip(" ")) for place in _PLACES if text.rfind(place, 1, most) > 0)
    return next((end for end in ends if _LABEL.sub("", text[:end]).count("**") == 0), most)
