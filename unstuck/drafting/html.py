"""HTML to the blocks of a page: the one way from markup to a tree, for Markdown and text as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from unstuck.drafting.attributes import is_link, names_panels, number, stands_in_text
from unstuck.drafting.grid import grid
from unstuck.drafting.shape import BREAK, Part, flat, joined, nested, running, settled
from unstuck.drafting.tree import Block, Code, Heading, Item, Listing, Note, Paragraph, Section, Table, Tabs

BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "box", "center", "dd", "details", "dialog", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tabitem"),
        *("tbody", "td", "th", "thead", "tr", "ul"),
    ]
)
UNSEEN = frozenset(
    [
        *("audio", "button", "canvas", "embed", "head", "iframe", "input", "link", "meta", "noscript", "object"),
        *("script", "select", "style", "svg", "template", "textarea", "title", "video"),
    ]
)
BESIDE = re.compile(
    r"\b(?:note|tip|info|warning|caution|important|danger|alert|admonition|callout|notice|hint|success|error)\b"
)
TAB = re.compile(r"tab|tab-?item|tab-?pane|code-?block")
MARK = re.compile(r"^\[!(\w+)\]\s*")
_SPACE = re.compile(r"[^\S\n]*\n[^\S\n]*|\s+")


class Reader:
    """Reads elements.

    Args:
        base: the address of the page, for links that need it.
        own_lines: whether the file itself is HTML; else elements tell their lines as `data-line`.
    """

    def __init__(self, base: str = "", own_lines: bool = False) -> None:
        self._base = base
        self._own_lines = own_lines
        self._line = 1

    def parts(self, element: HtmlElement) -> Iterator[Part]:
        """The headings and blocks in an element, in their order."""
        inline: list[str] = [element.text or ""]
        line, blank = self._at(element), not inline[0].strip()
        for child in element:
            if not isinstance(child.tag, str):
                pass
            elif self._is_block(child):
                yield from running("".join(inline), line)
                inline = []
                yield from self._block(child)
                line, blank = self._at(child), True
            else:
                line = self._at(child) if blank else line
                inline.append(self._inline(child))
                blank = blank and not inline[-1].strip()
            inline.append(child.tail or "")
            blank = blank and not inline[-1].strip()
        yield from running("".join(inline), line)

    def blocks(self, element: HtmlElement) -> tuple[Block, ...]:
        """The same where no heading can stand: a heading is a paragraph in bold."""
        return tuple(flat(part) for part in joined(list(self.parts(element))))

    def words(self, element: HtmlElement) -> str:
        """All text in an element, on one line."""
        return settled(self._text(element)).replace("\n", " ")

    def _at(self, element: HtmlElement) -> int:
        """The line of an element: its own, or that of what came before it."""
        told = element.sourceline if self._own_lines else number(element, "data-line", 0)
        self._line = told or self._line
        return self._line

    def _is_block(self, element: HtmlElement) -> bool:
        return element.tag not in UNSEEN and any(one.tag in BLOCKS for one in element.iter(etree.Element))

    def _block(self, element: HtmlElement) -> Iterator[Part]:
        tag, line = element.tag, self._at(element)
        style = f"{element.get('class', '')} {element.get('role', '')}".lower()
        kind = element.get("kind", "")
        if re.fullmatch("h[1-6]", tag):
            yield Heading(self.words(element).replace("**", ""), int(tag[1]), line)
        elif element.get("role") == "tablist" and names_panels(element, self.words):
            pass
        elif tag in ("ol", "ul", "menu"):
            yield from self._list(element, line)
        elif tag == "table":
            yield from self._table(element, line)
        elif tag == "pre":
            for broken in element.iter("br"):
                broken.tail = f"\n{broken.tail or ''}"
            if text := "".join(element.xpath(".//text()[not(ancestor::button)]")).strip("\n").rstrip():
                yield Code(text, line)
        elif tag == "dl":
            yield from self._pairs(element)
        elif tag == "details":
            yield self._fold(element, line)
        elif (
            tag == "tabitem"
            or "tab-item" in style
            or element.get("role") == "tabpanel"
            or (tag == "box" and TAB.fullmatch(kind))
        ):
            yield self._tab(element, line)
        elif tag == "box" and kind == "steps":
            yield from self._steps(element, line)
        elif tag == "box" and not BESIDE.search(kind):  # any other: a container, with a heading where it has a title
            yield from [self._fold(element, line)] if element.get("title") else self.parts(element)
        elif tag in ("box", "aside") or (
            tag in ("div", "section") and BESIDE.search(style) and next(element.iter("h1", "h2", "h3"), None) is None
        ):  # what has a heading of its own is no remark beside the text
            yield from self._note(element, line)
        elif tag == "blockquote":
            yield from self._note(element, line) if MARK.match(self.words(element)) else self.parts(element)
        else:
            yield from self.parts(element)

    def _list(self, element: HtmlElement, line: int) -> Iterator[Part]:
        items = []
        for child in element:
            if isinstance(child.tag, str):
                place = self._at(child)
                blocks = self.blocks(child)
                if blocks:
                    items.append(Item(blocks, place))
        if items:
            leads = all(map(is_link, element.iter("li")))
            yield Listing(tuple(items), element.tag == "ol", number(element, "start", 1), line, leads=leads)

    def _table(self, element: HtmlElement, line: int) -> Iterator[Part]:
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
        rows = [row for row in rows if row]
        if element.find(".//table") is not None or not rows or max(map(len, rows)) == 1:
            yield from self.parts(element)
            return
        texts = grid(rows, lambda cell: settled(self._text(cell)).strip())
        yield Table(tuple(row for row in texts if any(row)), line)

    def _pairs(self, element: HtmlElement) -> Iterator[Part]:
        """A list of terms: each a section of its own."""
        title, line, blocks = "", self._at(element), list[Block]()
        for child in element.iter("dt", "dd"):
            if child.tag == "dt":
                if title or blocks:
                    yield Section(title, line, tuple(blocks))
                title, line, blocks = self.words(child).replace("**", ""), self._at(child), []
            else:
                blocks += self.blocks(child)
        if title or blocks:
            yield Section(title, line, tuple(blocks))

    def _fold(self, element: HtmlElement, line: int) -> Section:
        summary = next(iter(element.iter("summary")), None)
        title = element.get("title", "")
        if summary is not None:
            title = self.words(summary)
            summary.drop_tree()
        return nested([Heading(title.replace("**", ""), 1, line), *joined(list(self.parts(element)))])

    def _steps(self, element: HtmlElement, line: int) -> Iterator[Part]:
        """Steps that are components: entries of a list, or sections where one of them holds more than text."""
        parts = joined(list(self.parts(element)))
        steps = [part for part in parts if isinstance(part, Section) and _is_plain(part)]
        if steps and len(steps) == len(parts):
            items = (Item((Paragraph(f"**{one.title}**", one.line), *one.blocks), one.line) for one in steps)
            yield Listing(tuple(items), True, 1, line)
        else:
            yield from parts

    def _tab(self, element: HtmlElement, line: int) -> Tabs:
        label = next(
            (element.get(name) for name in ("label", "title", "name", "aria-label", "value") if element.get(name)), ""
        )
        blocks = self.blocks(element)
        if not label and blocks and isinstance(blocks[0], Paragraph) and blocks[0].text[-1] not in ".!?。！？":
            label, blocks = blocks[0].text.replace("**", ""), blocks[1:]
        return Tabs(((label, blocks),), line)

    def _note(self, element: HtmlElement, line: int) -> Iterator[Part]:
        title = element.get("title", "") if element.tag == "box" else ""
        blocks = self.blocks(element)
        if title:
            blocks = (Paragraph(f"**{title}**", line), *blocks)
        if blocks and isinstance(blocks[0], Paragraph):
            text = MARK.sub("", blocks[0].text)
            blocks = (replace(blocks[0], text=text), *blocks[1:]) if text.strip("* ") else blocks[1:]
        if blocks:
            yield Note(blocks, line)

    def _text(self, element: HtmlElement) -> str:
        found = [element.text or ""]
        for child in element:
            if isinstance(child.tag, str):
                found.append(self._inline(child))
            found.append(child.tail or "")
        return "".join(found)

    def _inline(self, element: HtmlElement) -> str:
        """An element within a line, as articles write it."""
        tag = element.tag
        if tag == "br":
            return BREAK
        if tag == "img":
            return self._picture(element)
        text = self._text(element)
        if tag in UNSEEN and not (tag == "button" and stands_in_text(element)):
            return ""
        if tag == "a" and element.get("href", "").startswith("#") and not any(map(str.isalnum, text)):
            return ""  # the sign beside a heading that links to it
        if tag in ("b", "strong", "kbd", "code", "samp", "button") and text.strip() and "**" not in text:
            inner = _SPACE.sub(" ", text)
            bare = inner.strip()
            return f"{' ' * (inner[0] == ' ')}**{bare}**{' ' * (inner[-1] == ' ')}" if "*" not in bare else text
        if tag == "a" and text.strip():
            address = urljoin(self._base, element.get("href", "").strip())
            if address.startswith("https://") and not self._is_here(address) and text.strip() != address:
                return f"[{text.strip()}]({address.replace(' ', '%20').replace(')', '%29')})"
            if address.startswith(("http://", "mailto:")) and address not in text:
                return f"{text} ({address.removeprefix('mailto:')})"
        return f"{text} " if tag in BLOCKS else text

    def _is_here(self, address: str) -> bool:
        return bool(self._base) and address.partition("#")[0] == self._base

    def _picture(self, element: HtmlElement) -> str:
        words = (element.get("alt") or "").strip().replace("[", "(").replace("]", ")")
        address = urljoin(self._base, element.get("src", "").strip())
        if address.startswith("https://"):
            return f" [Picture{': ' * bool(words)}{words}]({address.replace(' ', '%20')}) "
        return f" (Picture{': ' * bool(words)}{words or ''}) " if words else ""


def _is_plain(section: Section) -> bool:
    return not section.sections and not any(isinstance(block, Listing | Tabs) for block in section.blocks)
