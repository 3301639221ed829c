"""HTML to the blocks of a page: the one way from markup to a tree, for Markdown and text as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urljoin

from lxml.html import HtmlElement

from unstuck.drafting.tree import Block, Code, Heading, Item, Listing, Note, Paragraph, Picture, Section, Table, Tabs

Part = Heading | Block | Section

BLOCKS = frozenset(
    "address article aside blockquote body box center dd details dialog div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tabitem tbody td th thead title"
    " tr ul".split()
)
UNSEEN = frozenset("audio button canvas embed head iframe input link meta noscript object script select style svg"
                   " template textarea title video".split())  # fmt: skip
BESIDE = re.compile(r"\b(?:note|tip|info|warning|caution|important|danger|alert|admonition|callout|notice|hint)\b")
TAB = re.compile(r"\btab-?(?:item|pane|panel|content)?\b")
MARK = re.compile(r"^\[!(\w+)\]\s*")
LOWEST = 7  # the level of a heading that is only bold words
MOST_IN_HEADING = 90  # letters of a line of bold words that is a heading
_SPACE = re.compile(r"[^\S\n]*\n[^\S\n]*|\s+")
_BREAK = "\u2028"  # a line break that the page asks for, until the spaces are settled


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
        line = self._at(element)
        for child in element:
            if not isinstance(child.tag, str):
                inline.append(child.tail or "")
                continue
            if self._is_block(child):
                yield from _running("".join(inline), line)
                inline = []
                if child.tag not in UNSEEN:
                    yield from self._block(child)
                line = self._at(child)
            else:
                line = self._at(child) if not "".join(inline).strip() else line
                inline.append(self._inline(child))
            inline.append(child.tail or "")
        yield from _running("".join(inline), line)

    def blocks(self, element: HtmlElement) -> tuple[Block, ...]:
        """The same where no heading can stand: a heading is a paragraph in bold."""
        return tuple(_flat(part) for part in joined(list(self.parts(element))))

    def words(self, element: HtmlElement) -> str:
        """All text in an element, on one line."""
        return _settled(self._text(element)).replace("\n", " ")

    def _at(self, element: HtmlElement) -> int:
        """The line of an element: its own, or that of what came before it."""
        told = element.sourceline if self._own_lines else element.get("data-line")
        self._line = int(told or self._line)
        return self._line

    def _is_block(self, element: HtmlElement) -> bool:
        return (
            element.tag in BLOCKS
            or element.tag in UNSEEN
            or any(isinstance(one.tag, str) and one.tag in BLOCKS for one in element.iterdescendants())
        )

    def _block(self, element: HtmlElement) -> Iterator[Part]:
        tag, line = element.tag, self._at(element)
        style = f"{element.get('class', '')} {element.get('role', '')}".lower()
        if re.fullmatch("h[1-6]", tag):
            yield Heading(self.words(element).replace("**", ""), int(tag[1]), line)
        elif tag in ("ol", "ul", "menu"):
            yield from self._list(element, line)
        elif tag == "table":
            yield from self._table(element, line)
        elif tag == "pre":
            if text := element.text_content().strip("\n"):
                yield Code(text.rstrip(), line)
        elif tag == "dl":
            yield from self._pairs(element)
        elif tag == "details" or (tag == "box" and element.get("kind") in ("details", "spoiler", "collapse")):
            yield self._fold(element, line)
        elif (
            tag == "tabitem"
            or "tab-item" in style
            or element.get("role") == "tabpanel"
            or (tag == "box" and element.get("kind") in ("tab", "tab-item"))
        ):
            yield self._tab(element, line)
        elif tag in ("box", "aside") or (tag in ("div", "section") and BESIDE.search(style)):
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
        start = element.get("start", "1")
        if items:
            yield Listing(tuple(items), element.tag == "ol", int(start) if start.isdigit() else 1, line)

    def _table(self, element: HtmlElement, line: int) -> Iterator[Part]:
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
        rows = [row for row in rows if row]
        if element.find(".//table") is not None or not rows or max(map(len, rows)) == 1:
            yield from self.parts(element)
            return
        texts = tuple(tuple(_settled(self._text(cell)).strip() for cell in row) for row in rows)
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
            summary.getparent().remove(summary)
        return nested([Heading(title.replace("**", ""), 1, line), *joined(list(self.parts(element)))])

    def _tab(self, element: HtmlElement, line: int) -> Tabs:
        label = next(
            (element.get(name) for name in ("label", "title", "name", "aria-label", "value") if element.get(name)), ""
        )
        blocks = self.blocks(element)
        if not label and blocks and isinstance(blocks[0], Paragraph):
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
            if isinstance(child.tag, str) and child.tag not in UNSEEN - {"button"}:
                found.append(self._inline(child))
            found.append(child.tail or "")
        return "".join(found)

    def _inline(self, element: HtmlElement) -> str:
        """An element within a line, as articles write it."""
        tag = element.tag
        if tag == "br":
            return _BREAK
        if tag == "img":
            return self._picture(element)
        if tag in UNSEEN and tag != "button":
            return ""
        text = self._text(element)
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


PICTURE = re.compile(r"\s*(?:\[Picture[^\]]*\]\([^)]*\)|\(Picture: [^)]*\))\s*")


def _settled(text: str) -> str:
    """The text with single spaces; breaks that the page asks for are line breaks."""
    text = _SPACE.sub(" ", text.replace("\xa0", " ")).replace(_BREAK, "\n")
    text = re.sub(r" *\n *", "\n", text)
    return re.sub(r"\*\*(\s*)\*\*", r"\1", text).strip()


def _running(text: str, line: int) -> Iterator[Part]:
    """Text between blocks: paragraphs, one a pair of breaks."""
    for piece in re.split(r"\n{2,}", _settled(text)):
        if not piece.strip("* \n"):
            continue
        yield Picture(piece.strip(), line) if not PICTURE.sub("", piece) else Paragraph(piece.strip(), line)


def _flat(part: Part) -> Block:
    if isinstance(part, Heading):
        return Paragraph(f"**{part.text}**", part.line)
    if isinstance(part, Section):
        inner = (Paragraph(f"**{part.title}**", part.line), *part.blocks, *(_flat(one) for one in part.sections))
        return Note(inner, part.line)
    return part


_LEAD = re.compile(r"\*\*[^*\n]+\*\*:?")


def headed(parts: Sequence[Part]) -> list[Part]:
    """The parts, with lines of bold words that stand above others as the headings that they are."""
    found: list[Part] = []
    for place, part in enumerate(parts):
        follows = place + 1 < len(parts) and not isinstance(parts[place + 1], Heading)
        if isinstance(part, Paragraph) and (lead := _LEAD.match(part.text)):
            first, _, rest = part.text.partition("\n")
            whole = lead.group() == first
            named = not whole and (lead.group().endswith((":", ":**")) or first[lead.end()] == ":") and follows
            short = len(first) <= MOST_IN_HEADING and first.rstrip("*")[-1:] not in ".,;" and not PICTURE.search(first)
            if short and (follows or rest) and (whole or (named and not rest)):
                found.append(Heading(first.replace("**", ""), LOWEST, part.line))
                if rest:
                    found.append(Paragraph(rest, part.line))
                continue
        found.append(part)
    return found


def joined(parts: Sequence[Part]) -> list[Part]:
    """Parts that belong together made one: tabs side by side, lists that go on behind what broke them."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Tabs) and found and isinstance(found[-1], Tabs):
            found[-1] = Tabs((*found[-1].tabs, *part.tabs), found[-1].line)
        elif isinstance(part, Listing) and (place := _goes_on(found, part)) is not None:
            before = found[place]
            assert isinstance(before, Listing)
            between = tuple(_flat(one) for one in found[place + 1 :])
            last = replace(before.items[-1], blocks=(*before.items[-1].blocks, *between))
            found[place:] = [replace(before, items=(*before.items[:-1], last, *part.items))]
        else:
            found.append(part)
    return found


def _goes_on(found: Sequence[Part], listing: Listing) -> int | None:
    """The place of the numbered list that this one continues, if it does."""
    for place in range(len(found) - 1, -1, -1):
        one = found[place]
        if isinstance(one, Listing) and one.ordered and listing.ordered:
            counted = one.start + len(one.items) == listing.start
            only_shown = all(isinstance(x, Picture | Code | Note) for x in found[place + 1 :])
            lazy = listing.start == one.start == 1 and place + 1 < len(found) and only_shown
            return place if counted or lazy else None
        if isinstance(one, Heading | Section):
            return None
    return None


def nested(parts: Sequence[Part]) -> Section:
    """Headings and what stands below them as sections in each other; the first part is the topmost heading."""
    first, *rest = parts
    assert isinstance(first, Heading)
    blocks, sections, place = list[Block](), list[Section](), 0
    while place < len(rest):
        part = rest[place]
        if isinstance(part, Heading):
            end = next((n for n in range(place + 1, len(rest)) if _ends(rest[n], part)), len(rest))
            sections.append(nested(rest[place:end]))
            place = end
        elif isinstance(part, Section):
            sections.append(part)
            place += 1
        else:
            if sections:  # text behind a folded section goes on with what is above it
                sections.append(Section("", part.line, (part,)))
            else:
                blocks.append(part)
            place += 1
    return Section(first.text, first.line, tuple(blocks), tuple(sections))


def _ends(part: Part, heading: Heading) -> bool:
    return isinstance(part, Heading) and part.level <= heading.level
