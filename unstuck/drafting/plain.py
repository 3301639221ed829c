"""Plain text to blocks: headings are short lines without an end, items begin with a sign or a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unstuck.drafting.blocks import Block, Kind, Line, Row, Source, is_title_case, is_wrapped
from unstuck.drafting.shape import is_headline
from unstuck.drafting.vocabulary import Role, vocabulary

_BULLET = re.compile(r"^(\s*)(?:[-=]>|(?<=\s)o(?=\s+[^\W\d_]|\s+\d+\s)|[-*+•●○◦‣▪■–—►→✓✔☐]|\[[ xX]?\])\s+(?=\S)")
_NUMBER = re.compile(
    r"^(\s*)(?:\(?\d{1,2}[.):\]]|\(?[a-zA-Z][.)]|\([ivxIVX]{1,4}\)|[ivx]{2,4}[.)]|[IVX]{2,4}[.)])\s+(?=\S)"
)
_SUBNUMBER = re.compile(r"^(\s*)\d{1,2}(?:\.\d{1,2})+[.):]?\s+(?=[A-Z])")
_UNDERLINE = re.compile(r"^\s*(?:={3,}|-{3,}|~{3,}|\*{3,}|_{3,}|#{3,})\s*$")
_RULER = re.compile(r"\s*(?:-{3,}(?:\s+-{3,})+|={3,}(?:\s+={3,})+)\s*$")
_SEPARATOR = re.compile(r"^[\s|:+=-]*-[\s|:+=-]*$")
_LONGEST_HEADING = 90
_MOST_WORDS = 15


def read_plain(text: str, name: str) -> Source:
    """Read a plain text."""
    lines = text.split("\n")
    walk = _Walk(lines)
    walk.run()
    return Source(name, tuple(walk.blocks), {n: line.strip() for n, line in enumerate(lines, 1) if line.strip()})


@dataclass(frozen=True)
class _List:
    """One list that is open: how far its items stand in, and whether they are numbered."""

    indent: int
    ordered: bool


class _Walk:
    """One pass through the lines."""

    def __init__(self, lines: list[str]) -> None:
        self.blocks: list[Block] = []
        self._all = [line.expandtabs(4) if "\t" in line[: len(line) - len(line.lstrip())] else line for line in lines]
        self._width = max(map(len, lines))
        self._end = max((at for at, line in enumerate(lines) if line.strip()), default=0)  # the last line with text
        self._lists: list[_List] = []
        self._open: list[Line] = []  # of the paragraph or item that goes on
        self._item: tuple[int, bool, bool] | None = None  # its depth, whether ordered, whether it begins a list
        self._last = ""
        self._blank = True
        self._part = ""  # the sign that parts are counted by, such as `I.`

    def run(self) -> None:
        """Turn the lines into blocks."""
        at = 0
        while at < len(self._all):
            at += self._line(at)
        self._close()

    def _line(self, at: int) -> int:
        """Read the line at index `at`, or more where it begins a table or is underlined; how many."""
        raw = self._all[at]
        text = " ".join(raw.split())
        if not text or _UNDERLINE.match(raw):
            self._blank = True
            return 1
        if rows := self._table(at):
            self._close()
            self._lists = []
            if any(row.cells for row in rows):
                self.blocks.append(Block(Kind.TABLE, (), rows=tuple(row for row in rows if row.cells)))
            return len(rows)
        number = at + 1
        underline = self._all[at + 1].strip() if at + 1 < len(self._all) else ""
        if re.fullmatch(r"={3,}|-{3,}|~{3,}", underline) and not self._marker(raw) and len(text) <= _LONGEST_HEADING:
            self._heading(Line(text, number), 1 if underline[0] == "=" else 2, at + 2)
            return 2
        if hashes := re.match(r"(#{1,6})\s+(.*?)\s*#*$", text):
            self._heading(Line(hashes.group(2), number), len(hashes.group(1)), number)
        elif self._counts_a_part(at):
            self._heading(Line(text, number), None, number)
        elif marker := self._marker(raw):
            self._begin_item(raw, marker, number)
        elif self._is_heading(at, text):
            self._heading(Line(text, number), None, number)
        else:
            self._go_on(raw, text, number)
        self._last, self._blank = text, False
        return 1

    def _counts_a_part(self, at: int) -> bool:
        """Whether a line such as `II. Clean it` is a heading: it stands alone, and a list counted in another way
        follows as far out."""
        raw = self._all[at]
        alone = self._blank and at + 1 < len(self._all) and not self._all[at + 1].strip()
        if not alone or not _NUMBER.match(raw) or re.search(r"[.!?:;,]$", raw.rstrip()):
            return False
        below = next((line for line in self._all[at + 1 :] if line.strip()), "")
        inner, sign = _NUMBER.match(below), _sign(raw)
        if inner and inner.group(1) == raw[: len(raw) - len(raw.lstrip())] and _sign(below) != sign:
            self._part = sign
        return sign == self._part

    def _marker(self, raw: str) -> re.Match[str] | None:
        if re.match(r"\s*Q\s*\d*[.:)]", raw) or (re.match(r"\s*A[.:)]", raw) and re.match(r"Q\s*\d*[.:)]", self._last)):
            return None
        return _BULLET.match(raw) or _NUMBER.match(raw) or (_SUBNUMBER.match(raw) if self._item else None)

    def _begin_item(self, raw: str, marker: re.Match[str], number: int) -> None:
        indent = len(marker.group(1))
        new = _List(indent, not _BULLET.match(raw))
        self._close()
        while self._lists and self._lists[-1].indent > indent:
            self._lists.pop()
        starts = False
        if new in self._lists:
            while self._lists[-1] != new:
                self._lists.pop()
        else:
            self._lists.append(new)
            starts = True
        self._item = (len(self._lists) - 1, new.ordered, starts)
        self._open = [Line(" ".join(raw[marker.end() :].split()), number)]

    def _heading(self, line: Line, level: int | None, after: int) -> None:
        """A heading; `after` is the index of the line below it."""
        self._close()
        self._lists = []
        tight = after < len(self._all) and bool(self._all[after].strip())
        self.blocks.append(Block(Kind.HEADING, (line,), level, tight=tight))
        self._last, self._blank = line.text, False

    def _go_on(self, raw: str, text: str, number: int) -> None:
        """A line of a paragraph or an item, or the first of a new paragraph."""
        # What stands no further in than its list's signs begins something new.
        indented = len(raw) - len(raw.lstrip()) > (self._lists[-1].indent if self._item else 0)
        if self._item and (not self._blank or indented):
            pass
        elif self._blank or not self._open:
            self._close()
            if not indented:
                self._lists = []
        if self._open and not self._blank and is_wrapped(self._last, text, self._width):
            last = self._open[-1]
            self._open[-1] = Line(f"{last.text} {text}", last.number)
        else:
            self._open.append(Line(text, number))

    def _close(self) -> None:
        if self._open and self._item:
            depth, ordered, starts = self._item
            self.blocks.append(Block(Kind.ITEM, tuple(self._open), depth, ordered, starts))
        elif self._open:
            self.blocks.append(Block(Kind.PARAGRAPH, tuple(self._open)))
        self._open, self._item = [], None

    def _is_heading(self, at: int, text: str) -> bool:
        words = vocabulary()
        if len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_WORDS or self._all[at][:1].isspace():
            return False
        if at >= self._end or not re.match(r"[\"“'‘(¿]?(?:[A-Z0-9]|[a-z]{1,2}[A-Z])", text) or words.aside.match(text):
            return False
        if self._open and not self._blank and is_wrapped(self._last, text, self._width):
            return False
        if words.numbered_method.match(text) and not text.endswith("."):
            return True
        if re.search(r"[.,;!…]\W?$", text) or "|" in text:
            return False
        if re.match(r"(?:Q|A|Question|Answer)\s*\d*\s*[:.)]\s", text):
            return False
        if label := words.label.match(text):
            return is_headline(text, label) or label.end() == len(text)
        if text.endswith(":"):
            return len(text.split()) <= 4 or is_title_case(text) or bool(words.roles[Role.ESCALATIONS].search(text))
        if re.match(r"[A-Z][\w /-]{1,30}: \S", text) and not _role(text):
            return False
        if self._item and not self._blank and not _role(text):
            # Behind a title the explanation may follow; behind an end, something new begins.
            return bool(re.search(r"[.!?]\W*$", self._last))
        after = self._all[at + 1] if at + 1 < len(self._all) else ""
        if is_wrapped(text, after.strip(), self._width) and after.strip():
            return False
        below_heading = not self._open and bool(self.blocks) and self.blocks[-1].kind is Kind.HEADING
        return bool(self._blank or below_heading or _role(text) or re.search(r"[.!?:|]\W*$", self._last))

    def _table(self, at: int) -> list[Row]:
        """The rows of the table that begins at index `at`; a line of signs between them is a row without cells."""
        if aligned := self._aligned(at):
            return aligned
        rows: list[Row] = []
        for number in range(at + 1, len(self._all) + 1):
            raw = self._all[number - 1]
            text = raw.strip()
            if (_SEPARATOR.match(text) and "|" in text + (self._all[at] if rows else "")) or re.match(
                r"\+[-=+]+\+$", text
            ):
                rows.append(Row((), number))
            elif text.startswith("|") or text.count(" | ") >= 1 or (text.count("\t") and not _BULLET.match(raw)):
                split = re.split(r"\t+", text) if "|" not in text else text.strip("|").split("|")
                rows.append(Row(tuple(cell.strip() for cell in split), number))
            else:
                break
        return rows if sum(bool(row.cells) for row in rows) >= 2 else []

    def _aligned(self, at: int) -> list[Row]:
        """The rows of a table whose columns stand below each other, over rows of dashes: `-----  ----`."""
        ruler = self._all[at + 1] if at + 1 < len(self._all) else ""
        if not _RULER.match(ruler):
            return []
        starts = [found.start() for found in re.finditer(r"[-=]+", ruler)]
        rows = []
        for number, raw in enumerate(self._all[at:], at + 1):
            if not raw.strip():
                break
            ends = [*starts[1:], len(raw)]
            cells = tuple(raw[start:end].strip() for start, end in zip([0, *starts[1:]], ends, strict=True))
            rows.append(Row(() if _RULER.match(raw) else cells, number))
        return rows


def _sign(line: str) -> str:
    """How an item is counted, whatever its number: `1)`, `(a)`, `I.`."""
    sign = line.split()[0]
    for pattern, stands_for in ((r"\d+", "1"), (r"[IVX]+", "I"), (r"[ivx]+", "i"), (r"[A-Z]", "A"), (r"[a-z]", "a")):
        if re.fullmatch(rf"\W*{pattern}\W*", sign):
            return re.sub(r"\w+", stands_for, sign)
    return sign


def _role(text: str) -> bool:
    return any(pattern.search(text) for pattern in vocabulary().roles.values())
