"""From list items, tables and running text to the steps of a fix."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unstuck.drafting.blocks import Block, Kind, Line, bare
from unstuck.drafting.drafts import StepDraft
from unstuck.drafting.sections import is_instruction, is_platform, without_number
from unstuck.drafting.sentences import as_sentence, is_short, sentences, short
from unstuck.drafting.tables import step_rows, told
from unstuck.drafting.variants import is_for_device, variants
from unstuck.drafting.vocabulary import vocabulary

_BOLD_LEAD = re.compile(r"^\*\*([^*]+?)\s*([.:?!–—-]?)\*\*\s*([.:?!]|[–—-](?=\s))?\s*")
_LABELLED = re.compile(r"^([^:.!?]{3,80}):\s+(?=\S)")
_DASHED = re.compile(r"^([^–—.!?]{3,80})\s+[–—-]\s+(?=\S)")
_WORDS_OF_A_TITLE = 10
_WORDS_OF_A_TEXT = 3


def split_title(lines: Sequence[Line]) -> tuple[str, str]:
    """What an item says as a title and the rest: a first line of its own, bold words, or words before a colon."""
    first, rest = lines[0].text, [line.text for line in lines[1:]]
    if bold := _BOLD_LEAD.match(first):
        behind = first[bold.end() :]
        ended = bool(bold.group(2) or bold.group(3)) or not behind
        if ended or (len(bold.group(1).split()) > 1 and behind[:1].isupper()):
            mark = "?" if "?" in (bold.group(2), bold.group(3)) else ""
            return bare(bold.group(1)).rstrip(":") + mark, "\n".join(filter(None, [behind, *rest]))
    if len(" ".join(rest).split()) < _WORDS_OF_A_TEXT:
        first, rest = " ".join([first, *rest]), []  # what is left of a line is no explanation of it
    if rest and is_short(first) and not re.search(r"[.!;,]\W*$", first):
        return bare(first).rstrip(":"), "\n".join(rest)
    if vocabulary().placed.match(first):
        return "", "\n".join([first, *rest])
    for pattern in (_LABELLED, _DASHED):
        if (found := pattern.match(first)) and len(found.group(1).split()) <= _WORDS_OF_A_TITLE:
            return bare(found.group(1)), "\n".join([first[found.end() :], *rest])
    return "", "\n".join([first, *rest])


def step(lines: Sequence[Line]) -> StepDraft:
    """One item as a step."""
    numbered = vocabulary().numbered_step
    lines = [replace(lines[0], text=numbered.sub("", lines[0].text, count=1) or lines[0].text), *lines[1:]]
    asides = [line.text for line in lines[1:] if _is_help(line.text)]
    lines = [line for line in lines if line.text not in asides]
    title, text = split_title(lines)
    text = text.replace("\n", " ").strip()
    if not title:
        parts = sentences(text)
        if len(parts) > 1 and is_short(parts[0]):
            title, text = parts[0], " ".join(parts[1:])
        else:
            title = text
    return _draft(title, text or title, lines[0].number, asides)


def _draft(title: str, text: str, number: int, asides: Sequence[str]) -> StepDraft:
    """A step of a title, a text, and what helps who is stuck on it."""
    return StepDraft(short(title), as_sentence(text), number, " ".join(map(as_sentence, asides)), variants(text))


def _is_help(text: str) -> bool:
    """Whether a line of its own is a note, or for who is stuck."""
    return bool(vocabulary().aside.match(bare(text)) or vocabulary().helps.match(bare(text)))


def steps(blocks: Sequence[Block]) -> tuple[list[StepDraft], list[Line]]:
    """The steps of one fix, and the lines before the first of them."""
    gathering = _Gathering(blocks)
    for block in blocks:
        gathering.take(block)
    return gathering.done()


class _Gathering:
    """The steps found so far, and the text that waits for the next of them."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        items = [block for block in blocks if block.kind is Kind.ITEM]
        self._least = min((item.level or 0 for item in items), default=0)
        self._floor = self._least
        self._numbered = any(item.ordered and item.level == self._least for item in items)
        tables = any(block.kind is Kind.TABLE and step_rows(block) for block in blocks)
        self._prose = not items and not tables
        self._platform = ""  # for which the steps are that come, if the text says so
        self._told = False  # whether it has said something else since
        self._fresh = False  # whether nothing has been said for this platform yet
        self._before: list[Line] = []
        self._waiting: list[Line] = []
        self._steps: list[StepDraft] = []

    def take(self, block: Block) -> None:
        """Add one block."""
        if block.kind is Kind.ITEM:
            self._item(block)
        elif block.kind is Kind.TABLE:
            found = list(step_rows(block))
            for lines in found:
                self._add(step(lines))
            if not found:
                self._attach([Line(text, row.number) for text, row in told(block)])
        elif self._prose:
            self._sentences(block)
        else:
            self._paragraph(block)

    def done(self) -> tuple[list[StepDraft], list[Line]]:
        """The steps, and the lines before them; what still waits belongs to the last step."""
        if self._waiting and self._steps:
            self._attach(self._waiting)
        elif self._waiting:
            self._before += self._waiting
        return self._steps, self._before

    def _item(self, block: Block) -> None:
        level = block.level or 0
        if is_platform(block.text):
            self._begin(block.text, level + 1)
            return
        if level < self._floor or (block.starts and self._told):
            self._begin("", self._least)
        depth = level - self._floor
        nested = depth > 0 and bool(self._steps)
        told = is_instruction(block.text) and not _WARNING.match(bare(block.text))
        is_step = block.ordered or (not nested and (told or not self._numbered))
        if is_step and not is_for_device(block.lines):
            self._add(step(block.lines))
        elif nested or self._steps:
            self._attach(block.lines)
        else:
            self._before += block.lines

    def _begin(self, platform: str, floor: int) -> None:
        """Steps for one platform begin, or for all again; theirs are the items from the depth `floor` on."""
        self._platform, self._floor, self._told, self._fresh = bare(platform).rstrip(": "), floor, False, True

    def _sentences(self, block: Block) -> None:
        """Running text: each instruction is a step, what follows it up to the next belongs to it."""
        for line in block.lines:
            if is_platform(line.text):
                self._begin(line.text, self._least)
                continue
            for sentence in sentences(line.text):
                if _is_step(sentence) and not (self._steps and _WARNING.match(bare(sentence))):
                    self._add(step([Line(sentence, line.number)]))
                elif self._steps:
                    self._attach([Line(sentence, line.number)])
                else:
                    self._before.append(Line(sentence, line.number))

    def _paragraph(self, block: Block) -> None:
        for line in block.lines:
            if is_platform(line.text):
                self._begin(line.text, self._least)
                continue
            if self._platform and self._fresh:
                line = replace(line, text=f"{self._platform}: {line.text}")
                self._fresh = False
            self._told = True
            if not self._steps:
                self._before.append(line)
            elif line.text.endswith(":"):
                self._waiting.append(line)
            else:
                self._attach([line])

    def _add(self, new: StepDraft) -> None:
        if self._waiting:
            text = " ".join([*(as_sentence(line.text) for line in self._waiting), new.text])
            new = replace(new, text=text, variants=variants(text))
            self._waiting = []
        self._fresh = False
        if self._platform:
            text = f"{self._platform}: {new.text}"
            new = replace(new, text=text, variants=variants(text))
        self._steps.append(new)

    def _attach(self, lines: Sequence[Line]) -> None:
        """More words on the last step: help for who is stuck, or a part of its text."""
        if not self._steps:
            self._before += lines
            return
        last = self._steps[-1]
        said = " ".join(as_sentence(line.text) for line in lines)
        if _is_help(said):
            last = replace(last, help=f"{last.help} {said}".strip())
        else:
            same = bare(last.text).rstrip(".:") == last.title
            text = said if same and last.text.endswith(":") else f"{last.text} {said}"
            last = replace(last, text=text, variants=variants(text))
        self._steps[-1] = last


_WARNING = re.compile(r"(?:do not|don.t|never|avoid)\b", re.IGNORECASE)
_SEQUENCE = re.compile(
    r"(?:first(?:ly)?|then|next|after that|finally|lastly|second(?:ly)?|third(?:ly)?|now)\b,?\s", re.IGNORECASE
)


def _is_step(sentence: str) -> bool:
    """Whether a sentence of running text tells to do something."""
    text = bare(sentence)
    words = vocabulary()
    if words.aside.match(text) or (words.still.search(text) and not is_instruction(text)):
        return False
    placed = words.placed.match(text) and not words.not_there.match(text)
    return bool(is_instruction(text) or _SEQUENCE.match(text) or placed)


def titled(heading: str, blocks: Sequence[Block], number: int) -> StepDraft:
    """A step that has a heading of its own, with all that stands below it."""
    lines = [line.text for block in blocks for line in _lines(block)]
    asides = [text for text in lines[1:] if _is_help(text)]
    title = without_number(heading)
    text = " ".join(as_sentence(text) for text in lines if text not in asides) or title
    return _draft(title, text, number, asides)


def _lines(block: Block) -> Iterator[Line]:
    yield from block.lines
    for text, row in told(block) if block.rows else ():
        yield Line(text, row.number)
