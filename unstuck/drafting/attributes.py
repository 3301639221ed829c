"""Numbers in the attributes of HTML, where a page may write anything."""

from __future__ import annotations

from lxml.html import HtmlElement

MOST_DIGITS = 6  # that are read: of thousands Python makes no number


def number(element: HtmlElement, name: str, otherwise: int) -> int:
    """What an attribute counts, a million less one at the most; `otherwise` where it is missing or no number."""
    told = element.get(name, "")
    return int(told[:MOST_DIGITS]) if told.isdecimal() else otherwise
