"""HTML to blocks, by lxml, which reads pages as browsers do."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from unstuck.drafting.around import Around, is_layout
from unstuck.drafting.blocks import Block, Kind, Line, Row, Source
from unstuck.drafting.labels import SLANT, upright
from unstuck.drafting.page_lines import MARK, NUMBER, clean, numbered
from unstuck.errors import ArticleError

# Elements whose text no reader sees.
_UNSEEN = {"script", "style", "template", "head", "noscript", "svg", "iframe", "object", "math", "datalist"}
_BLOCKS = {"p", "div", "section", "article", "main", "header", "aside", "blockquote", "pre", "figure", "address", "hr"}
_BLOCKS |= {"ol", "ul", "dl", "details", "fieldset", "center", "body", "table", "tr", "caption", "summary"}
_BLOCKS |= {"nav", "footer", "form", "button", "select", "textarea", "figcaption", "menu"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = {"b", "strong", "u"}  # underlined words stand out as bold ones do
_SLANTED = {"em", "i", "kbd", "samp"}
_CELLS = {"li", "dt", "dd", "td", "th"}
_LISTS = {"ol", "ul", "dl", "menu"}


def read_html(text: str, name: str, first_line: int = 1) -> Source:
    """Read a page, or a piece of one that begins on line `first_line`. Nothing of its scripts is run or read.

    Raises:
        ArticleError: it is nested more than about 2000 deep, or holds no element at all.
    """
    marked = numbered(text, first_line)
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        page = lxml_html.document_fromstring(marked.encode(), parser=parser)
    except etree.ParserError:
        raise ArticleError("import_empty", f"{name} holds no text; save the article in it.") from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ArticleError("import_too_deep", f"{name} is nested too deeply; save the article as text.")
    walk = _Walk(page)
    walk.run()
    title = clean(page.findtext(".//title") or "")
    if title and (found := re.search(r"<title\b[^>]*>\s*", text, re.IGNORECASE)):
        number = first_line + text.count("\n", 0, found.end())
        walk.blocks.insert(0, Block(Kind.ASIDE, (Line(title, number),)))
        walk.visible[number] = f"{title} | {walk.visible.get(number, '')}".strip(" |")
    address = next(iter(page.xpath("//link[@rel='canonical']/@href")), "")
    return Source(name, tuple(walk.blocks), walk.visible, title.partition(" | ")[0], clean(address))


class _Walk:
    """One pass through a page that gathers blocks and the visible text of every line."""

    def __init__(self, page: etree._Element) -> None:
        self.blocks: list[Block] = []
        self.visible: dict[int, str] = {}
        self._page = page
        self._outer = Around(page)
        self._at = 1
        self._lines: list[Line] = [Line("", 1)]
        self._item: list[Line] | None = None
        self._lists: list[tuple[str, bool]] = []
        self._depth = 0
        self._starts = False
        self._around = 0
        self._open: set[etree._Element] = set()  # those around the article that the walk is in, or was
        self._main = 0 if self._outer.inside else 1
        self._unseen = 0
        self._tables = 0
        self._rows: list[tuple[int, list[str]]] = []

    def run(self) -> None:
        """Walk without recursion: pages may be nested deeper than Python allows."""
        for event, element in etree.iterwalk(self._page, events=("start", "end")):
            if event == "start":
                self._start(element)
                self._text(element.text)
            else:
                self._end(element)
                self._text(element.tail)
        self._flush()
        self.visible = {number: text.strip(" |") for number, text in self.visible.items() if text.strip(" |")}

    def _start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        marks = NUMBER.findall(" ".join(f"{name} {value}" for name, value in element.attrib.items()))
        self._at = max(self._at, *map(int, marks)) if marks else self._at
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _HEADINGS or tag == "summary":
            self._end_item()
        elif tag in _BLOCKS or tag in _CELLS:
            self._flush()
        if tag in _BLOCKS or tag in _HEADINGS or tag in _CELLS:
            self._cut()
        if not self._around and self._outer.is_around(element):
            self._around += 1
            self._open.add(element)
        if element in self._outer.inside:
            self._main += 1
        if tag in _BOLD or tag in _SLANTED:
            self._append("**" if tag in _BOLD else SLANT)
        elif tag == "br":
            self._break()
        elif tag == "dd" and self._lines[-1].text:
            self._lines.append(Line("", self._at))
        elif tag == "img" and element.get("alt"):
            self._describe(element)
        elif tag in _LISTS:
            self._end_item()
            self._lists.append((tag, tag == "ol"))
            self._starts = True
        elif tag in ("li", "dt"):
            self._end_item()
            self._item = []
        elif tag == "table":
            self._end_item()
            self._tables += not is_layout(element)
        elif (tag == "tr" and self._tables) or (tag in ("td", "th") and self._tables and not self._rows):
            self._rows.append((self._at, []))

    def _end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _BOLD or tag in _SLANTED:
            self._append("**" if tag in _BOLD else SLANT)
        if tag in _HEADINGS or tag == "summary":
            self._flush(Kind.HEADING, _HEADINGS.get(tag))
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
        elif tag in _BLOCKS:
            self._flush()
        if tag in ("li", "dl"):
            self._flush()
            self._end_item()
        if tag in _LISTS and self._lists:
            self._flush()
            self._end_item()
            self._lists.pop()
        if tag == "table" and self._tables and not is_layout(element):
            self._end_table()
        if element in self._open:
            self._around -= 1
        if element in self._outer.inside:
            self._main -= 1
        if tag in _UNSEEN:
            self._unseen -= 1

    def _text(self, text: str | None) -> None:
        if not text:
            return
        for index, piece in enumerate(MARK.split(text)):
            if index % 2:
                self._at = int(piece)
            elif not self._unseen and piece:
                if piece.strip():
                    self.visible[self._at] = f"{self.visible.get(self._at, '')} {piece.strip()}".strip()
                self._append(piece)

    def _cut(self) -> None:
        """What comes next on this line is no part of the sentence before it."""
        if shown := self.visible.get(self._at):
            self.visible[self._at] = f"{shown.rstrip(' |')} | "

    def _break(self) -> None:
        """The next line of a paragraph; behind an empty one, the next paragraph."""
        self._cut()
        if not self._lines[-1].text.strip() and len(self._lines) > 1:
            self._flush()
        else:
            self._lines.append(Line("", self._at))

    def _append(self, piece: str) -> None:
        last = self._lines[-1]
        self._lines[-1] = Line(last.text + piece, last.number if last.text.strip(" \n*") else self._at)

    def _describe(self, image: etree._Element) -> None:
        """What a picture shows, for those who cannot see it, is text too."""
        text = clean(image.get("alt", ""))
        if text and not self._unseen:
            self.visible[self._at] = f"{self.visible.get(self._at, '')} {text}".strip()
            self.blocks.append(Block(Kind.ASIDE, (Line(text, self._at),)))

    def _flush(self, kind: Kind = Kind.PARAGRAPH, level: int | None = None) -> None:
        """What was gathered becomes a block, a further line of the list item, or of the table's cell."""
        lines = [Line(text, line.number) for line in self._lines if (text := _tidy(line.text))]
        if self._tables:
            self._lines.append(Line("", self._at))
            return
        self._lines = [Line("", self._at)]
        if not lines:
            return
        if self._around or not self._main:
            self.blocks.extend(Block(Kind.ASIDE, (line,)) for line in lines)
        elif self._item is not None and kind is Kind.PARAGRAPH:
            self._item.extend(lines)
        elif kind is Kind.HEADING:
            self.blocks.append(Block(kind, (Line(" ".join(line.text for line in lines), lines[0].number),), level))
        else:
            self.blocks.append(Block(kind, tuple(lines)))

    def _end_item(self) -> None:
        """The open list item is complete, or a list inside it begins."""
        self._flush()
        if self._item:
            ordered = self._lists[-1][1] if self._lists else False
            depth = max(len(self._lists) - 1, 0)
            self.blocks.append(Block(Kind.ITEM, tuple(self._item), depth, ordered, self._starts))
            self._starts = False
        self._item = None

    def _end_cell(self) -> None:
        cell = "\n".join(text for line in self._lines if (text := _tidy(line.text)))
        self._lines = [Line("", self._at)]
        if self._rows:
            self._rows[-1][1].append(cell)

    def _end_table(self) -> None:
        rest = [Line(text, line.number) for line in self._lines if (text := _tidy(line.text))]
        self._lines = [Line("", self._at)]
        self._tables -= 1
        if self._tables:
            self._lines[-1] = Line("\n".join(line.text for line in rest), self._at)
            return
        rows = tuple(Row(tuple(cells), number) for number, cells in self._rows if any(cells))
        self._rows = []
        self.blocks.extend(Block(Kind.PARAGRAPH, (line,)) for line in rest)
        if rows and (self._around or not self._main):
            self.blocks.extend(Block(Kind.ASIDE, (Line(" ".join(row.cells), row.number),)) for row in rows)
        elif rows:
            self.blocks.append(Block(Kind.TABLE, (), rows=rows))


def _tidy(text: str) -> str:
    """One line with single spaces, and the marks of labels close to their words."""
    parts = upright(" ".join(text.split())).split("**")
    if len(parts) % 2 == 0:
        parts = ["".join(parts)]
    out = ""
    for index, part in enumerate(parts):
        if index % 2 and part.strip():
            before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
            out += f"{before}**{part.strip()}**{after}"
        else:
            out += part
    return " ".join(out.replace("****", "").split())
