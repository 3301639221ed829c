"""One shape for all formats: what writers do without marks becomes the heading or the list item that it is meant as."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unstuck.drafting.blocks import MARKER, Block, Kind, Line, Source, bare, is_title_case
from unstuck.drafting.vocabulary import vocabulary

# " - Next title" at the end of an item's line, where two items run together.
_RUN_TOGETHER = re.compile(r"(?<=[.!?…”\")])\s+[-–•]\s+(?=[A-Z“\"*])")
# "Help › Phones › Sync": the way to a page.
_TRAIL = re.compile(r"[^.!?:>›»]+(?: [>›»] [^.!?:>›»]+){2,}")
_MAIL_FIELD = re.compile(r"(?:From|To|Cc|Sent|Date|Subject|Reply-To): \S", re.IGNORECASE)
_NEAR_TITLE = 5
_COUNT = re.compile(r"(?:step )?(\d{1,2})[.):]?", re.IGNORECASE)
_BOX = re.compile(r"^\[[ xX]?\]\s+(?=\S)")
_LONGEST_TITLE = 90
# "1) Open it. 2) Close it." inside a paragraph, or "Step 1: Open it. Step 2: ...".
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^)(?:\(?(\d{1,2})[.)]|[Ss]tep (\d{1,2})\s*[:.)–-])\s+(?=[A-Z“\"*])")
_QUESTION_MARK = re.compile(r"^\**(?:Q\s*\d{0,2}|Question\s*\d{0,2})\s*[:.)]\**\s*", re.IGNORECASE)
_ANSWER_MARK = re.compile(r"^\**(?:A\s*\d{0,2}|Answer\s*\d{0,2})\s*[:.)]\**\s*", re.IGNORECASE)
_BOLD_ONLY = re.compile(r"^\*\*([^*]+)\*\*:?$")
_BOLD_QUESTION = re.compile(r"^\*\*([^*]+\?)\*\*\s+(?=\S)")


def shaped(source: Source) -> Source:
    """The same text with every heading and item told apart."""
    blocks = source.blocks
    blocks = (*_mail_head(blocks[:1]), *blocks[1:])
    for step in (_numbered_rows, _items, _marked_lines, _headings, enumerations):
        blocks = tuple(new for block in blocks for new in step(block))
    return replace(source, blocks=tuple(_without_bylines(blocks)))


def _mail_head(blocks: Sequence[Block]) -> Iterator[Block]:
    """The head of a mail: its subject is the title, the rest stands around the article."""
    is_head = blocks and len(blocks[0].lines) > 1 and all(_MAIL_FIELD.match(line.text) for line in blocks[0].lines)
    if not is_head:
        yield from blocks
        return
    for line in blocks[0].lines:
        name, _, text = line.text.partition(":")
        if name.lower() == "subject":
            yield Block(Kind.HEADING, (Line(text.strip(), line.number),), 1)
        else:
            yield Block(Kind.ASIDE, (line,))


def _without_bylines(blocks: Sequence[Block]) -> Iterator[Block]:
    """Near the title, lines on who wrote it and when, and the way to the page, stand around the article."""
    for index, block in enumerate(blocks):
        near = index < _NEAR_TITLE and block.kind in (Kind.HEADING, Kind.PARAGRAPH) and len(block.lines) == 1
        around = near and (vocabulary().bylines.match(block.text) or _TRAIL.fullmatch(bare(block.text)))
        yield replace(block, kind=Kind.ASIDE) if around else block


def _numbered_rows(block: Block) -> Iterator[Block]:
    """The rows of a table without a header that are counted from 1 are items."""
    rows = [row for row in block.rows if any(row.cells)]
    counts = [_COUNT.fullmatch(bare(row.cells[0])) for row in rows]
    if len(rows) < 2 or [count and int(count.group(1)) for count in counts] != list(range(1, len(rows) + 1)):
        yield block
        return
    for row in rows:
        lines = tuple(Line(text, row.number) for cell in row.cells[1:] for text in cell.split("\n") if text.strip())
        if lines:
            yield Block(Kind.ITEM, lines, 0, ordered=True, starts=row is rows[0])


def _items(block: Block) -> Iterator[Block]:
    """Items that run together, each on its own."""
    if block.kind is not Kind.ITEM:
        yield block
        return
    items: list[list[Line]] = [[]]
    first = replace(block.lines[0], text=_BOX.sub("", block.lines[0].text))
    for line in (first, *block.lines[1:]):
        pieces = _RUN_TOGETHER.split(line.text)
        for index, piece in enumerate(pieces):
            if index and len(piece) <= _LONGEST_TITLE:
                items.append([])
            elif index:
                piece = f"- {piece}"
            items[-1].append(Line(piece, line.number))
    for index, lines in enumerate(items):
        yield replace(block, lines=tuple(lines), starts=block.starts and not index)


def _headings(block: Block) -> Iterator[Block]:
    """Bold lines, questions and labels such as `Cause:` are headings."""
    if block.kind is not Kind.PARAGRAPH:
        yield block
        return
    rest: list[Line] = []
    for line in block.lines:
        new = None if rest and not _begins(line.text) else _heading(line)
        if new:
            if rest:
                yield replace(block, lines=tuple(rest))
            head, text = new
            more = bool(text) or line is not block.lines[-1]
            yield Block(Kind.HEADING, (Line(head, line.number),), tight=more)
            rest = [Line(text, line.number)] if text else []
        else:
            rest.append(Line(_ANSWER_MARK.sub("", line.text) if _is_answer(line.text) else line.text, line.number))
    if rest:
        yield replace(block, lines=tuple(rest))


def _begins(text: str) -> bool:
    return bool(_QUESTION_MARK.match(text) or _BOLD_ONLY.match(text) or vocabulary().label.match(text))


def _is_answer(text: str) -> bool:
    """`A: ...`, but not a sentence that begins with the letter."""
    return bool(_ANSWER_MARK.match(text)) and bool(re.match(r"\**(?:A|Answer)\b", text))


def _heading(line: Line) -> tuple[str, str] | None:
    """The heading that a line is or begins with, and the text behind it."""
    words = vocabulary()
    if words.aside.match(line.text) or words.numbered_step.match(bare(line.text)):
        return None
    if mark := _QUESTION_MARK.match(line.text):
        rest = line.text[mark.end() :].replace("**", "")
        question, _, text = rest.partition("?")
        asked = f"Q: {question.strip()}?"  # the mark stays, so that it is known for a question whatever it asks
        return (asked, _ANSWER_MARK.sub("", text.strip())) if text.strip() else (f"Q: {rest.strip()}", "")
    if words.aside.fullmatch(f"{bare(line.text).rstrip(':')}:"):
        return None
    if (bold := _BOLD_ONLY.match(line.text)) and len(bold.group(1)) <= _LONGEST_TITLE:
        return (bold.group(1).strip(), "") if not bold.group(1).rstrip().endswith((".", ",")) else None
    if bold := _BOLD_QUESTION.match(line.text):
        return bold.group(1).strip(), line.text[bold.end() :].strip()
    if label := words.label.match(line.text):
        if is_headline(line.text, label):
            return bare(line.text), ""
        return label.group(1).strip(), line.text[label.end() :].strip()
    return None


def is_headline(text: str, label: re.Match[str]) -> bool:
    """Whether a whole line that begins with a label is a heading: `Solution: Clean the socket`."""
    rest = bare(text[label.end() :])
    if not rest or re.search(r"[.!?:]$", rest) or len(text) > _LONGEST_TITLE:
        return False
    return is_title_case(rest) or bool(vocabulary().instruction.match(rest))


def enumerations(block: Block) -> Iterator[Block]:
    """`Step 1: ...` and `1) ... 2) ...` in running text are items."""
    if block.kind is not Kind.PARAGRAPH:
        yield block
        return
    text = "\n".join(line.text for line in block.lines)
    marks = list(_INLINE_NUMBER.finditer(text.replace("**", "  ")))
    numbers = [int(mark.group(1) or mark.group(2)) for mark in marks]
    is_step = bool(marks) and not text[: marks[0].start()].strip(" *") and bool(marks[0].group(2))
    if not is_step and (len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1))):
        yield block
        return
    starts = [_line_at(block, text, mark.start()) for mark in marks]
    if before := text[: marks[0].start()].strip(" \n*"):
        yield Block(Kind.PARAGRAPH, tuple(Line(part, block.number) for part in before.split("\n") if part.strip()))
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        piece = _balanced(text[mark.end() : end].strip())
        lines = tuple(Line(part.strip(), starts[index]) for part in piece.split("\n") if part.strip())
        if lines:
            yield Block(Kind.ITEM, lines, 0, True, numbers[index] == 1)


def _marked_lines(block: Block) -> Iterator[Block]:
    """Lines that begin with a sign, a number or a letter, in a paragraph or below an item, are items."""
    if any(_QUESTION_MARK.match(line.text) for line in block.lines):
        yield block
        return
    if block.kind not in (Kind.PARAGRAPH, Kind.ITEM) or sum(bool(_marker(line)) for line in block.lines) < 2:
        yield block
        return
    inner = block.kind is Kind.ITEM
    depth, starts = (block.level or 0) + inner, True
    current = [line for line in block.lines[:1] if not _marker(line)]
    for line in block.lines[len(current) :]:
        if mark := _marker(line):
            if current:
                yield replace(block, lines=tuple(current))
            ordered = mark.group().strip(" (")[0].isalnum()
            block = Block(Kind.ITEM, (), depth, ordered, starts)
            current, starts = [Line(line.text[mark.end() :], line.number)], False
        else:
            current.append(line)
    yield replace(block, lines=tuple(current))


def _marker(line: Line) -> re.Match[str] | None:
    return MARKER.match(line.text)


def _balanced(text: str) -> str:
    """Without the half of a pair of `**` that stands on the other side of a cut."""
    return re.sub(r"^\*\*\s*|\s*\*\*$", "", text) if text.count("**") % 2 else text


def _line_at(block: Block, text: str, position: int) -> int:
    return block.lines[text.count("\n", 0, position)].number
