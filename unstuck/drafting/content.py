"""Which part of an HTML page is its article, and what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement, fromstring
from readability import Document

from unstuck.drafting.html import UNSEEN, Reader
from unstuck.drafting.tree import text_of

# The share of the words that the extractor keeps which the article's element has to hold.
KEPT = 0.85
FEWEST = 2  # buttons that fold something, on a page that is made of them
AROUND = ["nav", "footer"]
WORD = re.compile(r"\w+")


def main(document: HtmlElement, text: str) -> HtmlElement:
    """The element of the article: the smallest with nearly all that readability takes for it."""
    body = document.find("body")
    top = document if body is None else body
    for tag in ("main", "article"):
        marked = list(top.iter(tag))
        if len(marked) == 1:
            return marked[0]
    kept = Counter(WORD.findall(_words(Document(text).summary(html_partial=True))))
    wanted = KEPT * kept.total()
    best = top
    while True:
        inner = next((one for one in best if isinstance(one.tag, str) and (kept & _count(one)).total() >= wanted), None)
        if inner is None or not wanted or _holds_title(best) > _holds_title(inner):
            return best
        best = inner


def unfold(document: HtmlElement) -> bool:
    """Make buttons that fold what stands directly behind them headings of it; whether there are any."""
    found = [
        button
        for button in document.xpath("//button[not(ancestor::nav)]")
        if button.getnext() is not None
        and button.getnext().tag == "div"
        and any(map(str.isalnum, button.text_content()))
        if not (button.tail or "").strip() and button.getnext().text_content().strip()
    ]
    for button in found if len(found) >= FEWEST else []:
        button.tag = "h4"
    return len(found) >= FEWEST


def _holds_title(element: HtmlElement) -> bool:
    return element.find(".//h1") is not None


def around(document: HtmlElement, main: HtmlElement, reader: Reader) -> Iterator[tuple[int, str]]:
    """What stands outside the article, piece by piece with its line; menus and footers inside it are taken out."""
    for inner in list(main.iter(*AROUND)):
        if inner is not main:
            yield from _pieces(inner, reader)
            inner.drop_tree()
    body = document.find("body")
    for element in [] if body is None else list(body.iter()):
        seen = isinstance(element.tag, str) and element.tag not in UNSEEN
        if seen and main not in (element, *element.iterdescendants()) and _is_topmost(element, main):
            yield from _pieces(element, reader)


def _is_topmost(element: HtmlElement, main: HtmlElement) -> bool:
    """Whether it stands beside the article or beside what holds it."""
    parent = element.getparent()
    return parent is not None and parent in (*main.iterancestors(),)


def _pieces(element: HtmlElement, reader: Reader) -> Iterator[tuple[int, str]]:
    yield from ((block.line, text_of(block)) for block in reader.blocks(element))


def _words(markup: str) -> str:
    return fromstring(f"<div>{markup}</div>").text_content()


def _count(element: HtmlElement) -> Counter[str]:
    return Counter(WORD.findall(element.text_content()))
