"""What single elements of HTML tell, where a page may write anything."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree
from lxml.html import HtmlElement

MOST_DIGITS = 6  # that are read: of thousands Python makes no number


def number(element: HtmlElement, name: str, otherwise: int) -> int:
    """What an attribute counts, a million less one at the most; `otherwise` where it is missing or no number."""
    told = element.get(name, "")
    return int(told[:MOST_DIGITS]) if told.isdecimal() else otherwise


def stands_in_text(button: HtmlElement) -> bool:
    """Whether words beside a button speak of it, or it is a heading; any other only works the page."""
    previous, parent = button.getprevious(), button.getparent()
    if re.fullmatch("h[1-6]|summary", str(parent.tag)) and not any(map(str.isalnum, parent.text or "")):
        return not any(map(str.isalnum, "".join(one.tail or "" for one in parent)))
    before = parent.text if previous is None else previous.tail
    return any(map(str.isalnum, f"{before or ''}{button.tail or ''}"))


def is_link(entry: HtmlElement) -> bool:
    """Whether an entry is no more than a link."""
    linked = "".join(link.text_content() for link in entry.iter("a") if link.get("href"))
    return [*filter(str.isalnum, linked)] == [*filter(str.isalnum, entry.text_content())] != []


def names_panels(tabs: HtmlElement, words: Callable[[HtmlElement], str]) -> bool:
    """Give the panels behind a row of tabs their labels; whether there is a panel for each."""
    labels = [words(tab) for tab in tabs.iter(etree.Element) if tab.get("role") == "tab"]
    panels = tabs.xpath('following::*[@role="tabpanel"]')[: len(labels)]
    for panel, label in zip(panels, labels, strict=False):
        panel.set("label", label)
    return 0 < len(labels) == len(panels)
