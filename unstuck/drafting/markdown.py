"""Markdown to blocks, by markdown-it."""

from __future__ import annotations

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from unstuck.drafting.blocks import Block, Kind, Line, Row, Source, unwrapped
from unstuck.drafting.html import read_html
from unstuck.drafting.labels import SLANT, upright

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)\s]*(?: \"[^\"]*\")?\)|\[[^\]]*\])")
# A link of which one end stands on another line.
_HALF_LINK = re.compile(r"\]\[[^\]\s]+\]|(?<![\]\w])\[(?=[^\]]*$)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S+.*$")
# Tags inside a line that only change how words look. Others, such as <your name>, are meant to be read.
_TAG = re.compile(
    r"</?(?:a|abbr|b|br|code|del|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u)\b[^<>]*>", re.I
)
_BREAK, _LINE = "\0", "\v"


def read_markdown(text: str, name: str) -> Source:
    """Read a Markdown text; HTML inside it is read as HTML. Raises ArticleError as `read_html`."""
    front = _FRONT.match(text)
    head = front.group(1).split("\n") if front else []
    skipped = text[: front.end()].count("\n") if front else 0
    body = text[front.end() :] if front else text
    walk = _Walk(text.split("\n"), skipped, name)
    walk.run(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body))
    asides = [Block(Kind.ASIDE, (Line(line.strip(), number),)) for number, line in enumerate(head, 2) if line.strip()]
    return Source(name, (*asides, *walk.blocks), walk.visible, _field(head, "title"), _field(head, "source|url|link"))


def _field(head: list[str], names: str) -> str:
    for line in head:
        if found := re.match(rf"(?:{names}):\s*(.+)", line, re.I):
            return found.group(1).strip().strip("\"'")
    return ""


class _Walk:
    """One pass through the tokens."""

    def __init__(self, lines: list[str], skipped: int, name: str) -> None:
        self.blocks: list[Block] = []
        self.visible = {number: shown for number, line in enumerate(lines, 1) if (shown := _shown(line))}
        self._skipped = skipped
        self._name = name
        self._width = max(map(len, lines))
        self._lists: list[bool] = []
        self._item: list[Line] | None = None
        self._starts = False
        self._level: int | None = None
        self._rows: list[Row] = []
        self._cells: list[str] | None = None

    def run(self, tokens: list[Token]) -> None:
        """Turn the tokens into blocks."""
        for token in tokens:
            number = (token.map[0] if token.map else 0) + 1 + self._skipped
            if token.type == "inline":
                self._inline(token, number)
            elif token.type in ("fence", "code_block"):
                start = number + (token.type == "fence")
                lines = token.content.split("\n")
                self._take([Line(line.strip(), at) for at, line in enumerate(lines, start) if line.strip()])
            elif token.type == "html_block":
                self._html(token, number)
            else:
                self._structure(token, number)

    def _structure(self, token: Token, number: int) -> None:
        if token.type == "heading_open":
            self._end_item()
            self._level = int(token.tag[1])
        elif token.type == "heading_close":
            self._level = None
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            self._end_item()
            self._lists.append(token.type.startswith("ordered"))
            self._starts = True
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            self._end_item()
            self._lists.pop()
        elif token.type == "list_item_open":
            self._end_item()
            self._item = []
        elif token.type == "list_item_close":
            self._end_item()
        elif token.type == "table_open":
            self._end_item()
            self._rows = []
        elif token.type == "tr_open":
            self._cells = []
            self._rows.append(Row((), number))
        elif token.type == "tr_close" and self._cells is not None:
            self._rows[-1] = Row(tuple(self._cells), self._rows[-1].number)
            self._cells = None
        elif token.type == "table_close":
            self.blocks.append(Block(Kind.TABLE, (), rows=tuple(self._rows)))

    def _inline(self, token: Token, number: int) -> None:
        for image in (child for child in token.children or [] if child.type == "image" and child.content):
            self.blocks.append(Block(Kind.ASIDE, (Line(image.content, number),)))
        text = _inline_text(token.children or [])
        if self._cells is not None:
            self._cells.append(text.replace(_BREAK, "").replace(_LINE, "\n").strip())
            return
        lines: list[Line] = []
        group: list[Line] = []
        at = number
        for piece in text.split("\n"):
            for part in piece.split(_LINE):
                group.append(Line(part.replace(_BREAK, "").strip(), at))
                if _BREAK in part:
                    lines += unwrapped([line for line in group if line.text], self._width)
                    group = []
            at += 1
        lines += unwrapped([line for line in group if line.text], self._width)
        if self._level and lines:
            self.blocks.append(Block(Kind.HEADING, (Line(" ".join(x.text for x in lines), number),), self._level))
        else:
            self._take(lines)

    def _take(self, lines: list[Line]) -> None:
        if not lines:
            return
        if self._item is not None:
            self._item.extend(lines)
        else:
            self.blocks.append(Block(Kind.PARAGRAPH, tuple(lines)))

    def _end_item(self) -> None:
        if self._item:
            depth = len(self._lists) - 1
            self.blocks.append(Block(Kind.ITEM, tuple(self._item), depth, self._lists[-1], self._starts))
            self._starts = False
        self._item = None

    def _html(self, token: Token, number: int) -> None:
        """A piece of HTML: its lines show what a browser shows of them."""
        count = token.content.rstrip("\n").count("\n") + 1
        for line in range(number, number + count):
            self.visible.pop(line, None)
        if not re.sub(r"<!--.*?-->|<[^>]*>|\s", "", token.content, flags=re.S):
            return
        self._end_item()
        piece = read_html(token.content, self._name, number)
        self.visible.update(piece.visible)
        self.blocks.extend(piece.blocks)


def _inline_text(children: list[Token]) -> str:
    """The words, labels between `**`, a mark behind each line that is broken on purpose."""
    out = ""
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            out += "**"
        elif child.type in ("em_open", "em_close"):
            out += SLANT
        elif child.type == "softbreak":
            out += "\n"
        elif child.type == "hardbreak":
            out += _BREAK + "\n"
        elif child.type == "html_inline":
            is_break = re.match(r"<br\b", child.content, re.I)
            out += _BREAK + _LINE if is_break else _TAG.sub("", child.content)
        elif child.type != "image":
            out += child.content
    return upright(out.replace("****", ""))


def _shown(line: str) -> str:
    """What a reader sees of a line of Markdown: no addresses, no tags."""
    return unescape(_TAG.sub("", _DEFINITION.sub("", _HALF_LINK.sub("", _LINK.sub(r"\1", line))))).strip()
