"""Text: what every messenger does with the bot's Markdown before it writes it in its own markup."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

_BULLET = re.compile(r"^- ", re.MULTILINE)
_LABEL = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]\n]+)\]\((https://[^\s()<>\"|]+)\)")
PLAIN_LINK = r"\1 (\2)"


def labelled(text: str, form: str) -> str:
    """The text with each **label** in another form, such as `<b>\\1</b>`."""
    return _LABEL.sub(form, text)


def linked(text: str, form: str = PLAIN_LINK) -> str:
    """The text with each [words](https://address) in another form; other addresses stay as they are."""
    return _LINK.sub(form, text)


def listed(text: str) -> str:
    """The text with a dot at each item of a list."""
    return _BULLET.sub("• ", text)


def units(text: str) -> int:
    """The length of a text in UTF-16 units, in which most messengers count."""
    return len(text.encode("utf-16-le", "replace")) // 2


def pieces(text: str, most: int, length: Callable[[str], int] = units) -> list[str]:
    """The text in pieces that are no longer than `most`, cut where it hurts least and never inside a label.

    Args:
        text: the bot's Markdown.
        most: the greatest length of a piece.
        length: how long the messenger counts a piece to be.
    """
    found = []
    rest = text.strip()
    while rest:
        end = len(rest) if length(rest) <= most else _end(rest, most, length)
        found.append(rest[:end].strip())
        rest = rest[end:].strip()
    return found


def shortened(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis, of `most` characters at the most."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _end(text: str, most: int, length: Callable[[str], int]) -> int:
    """Where to cut: behind a paragraph, a line, a sentence or a word."""
    longest = max(1, bisect_right(range(len(text) + 1), most, key=lambda size: length(text[:size])) - 1)
    half = longest // 2  # a paragraph that ends before would leave too short a message
    for mark, least in (("\n\n", half), ("\n", half), (". ", half), (" ", 1)):
        place = text.rfind(mark, least, longest)
        while place >= 0:
            end = place + len(mark)
            if text[:end].count("**") % 2 == 0 and length(text[:end].strip()) <= most:
                return end
            place = text.rfind(mark, least, place)
    return longest
