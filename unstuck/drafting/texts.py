"""The words of blocks, and what belongs together among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from unstuck.drafting.blocks import Block, Kind, Line, bare
from unstuck.drafting.sections import Section, is_instruction
from unstuck.drafting.sentences import as_sentence, sentences
from unstuck.drafting.tables import told
from unstuck.drafting.vocabulary import vocabulary

_LABELLED = re.compile(r"^[A-Z“\"*][^:.!?]{2,60}:\**\s+\S|^\*\*[^*]{2,80}[.!?]\*\*\s+\S|^\*\*[^*]{2,80}\*\*[.:]\s+\S")


def texts(block: Block) -> list[str]:
    """A block's lines, or its table's rows, as text."""
    if block.kind is Kind.TABLE:
        return [as_sentence(text) for text, _ in told(block)]
    return [line.text for line in block.lines]


def joined(parts: Iterable[str]) -> str:
    """Texts as one, each a sentence."""
    return " ".join(as_sentence(part.replace("\n", " ")) for part in parts if part.strip())


def without_lead_in(text: str) -> str:
    """A text without its last sentence, if that only leads to what comes: `Follow these steps:`."""
    parts = sentences(text)
    return " ".join(parts[:-1] if parts and parts[-1].rstrip("*").endswith(":") else parts)


def reason(lines: Sequence[Line]) -> str:
    """The words before the first step; those that only lead to a list say nothing."""
    return joined([without_lead_in(line.text) for line in lines])


def lines_of(blocks: Sequence[Block]) -> list[Line]:
    """All lines of the blocks, tables left out."""
    return [line for block in blocks for line in block.lines]


def lead_lines(blocks: Sequence[Block]) -> list[Line]:
    """The lines before the first item."""
    found: list[Line] = []
    for block in blocks:
        if block.kind is Kind.ITEM:
            break
        found += block.lines
    return found


def item_groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Each item of the outermost list with everything that hangs on it."""
    least = min((block.level or 0 for block in blocks if block.kind is Kind.ITEM), default=0)
    group: list[Block] = []
    for block in blocks:
        if block.kind is Kind.ITEM and (block.level or 0) == least:
            if group:
                yield group
            group = [block]
        elif group:
            group.append(block)
    if group:
        yield group


def below(section: Section, heading_too: bool = False) -> list[Block]:
    """All blocks of a section and of those below it; their headings as paragraphs."""
    found = list(section.blocks)
    for child in section.children:
        if child.heading:
            found.append(Block(Kind.PARAGRAPH, child.heading.lines))
        found += below(child)
    return found


def labelled(blocks: Sequence[Block], least: int) -> list[Block]:
    """The blocks, with lines such as `Wrong password: it was changed.` as items where there are `least` or more."""
    return _as_items(blocks, _is_labelled, least)


def by_case(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with lines such as `If you lost your phone, ring us.` as items where there are several."""
    return _as_items(blocks, lambda line: bool(vocabulary().cases.match(bare(line.text))), 2)


def _as_items(blocks: Sequence[Block], begins: Callable[[Line], bool], least: int) -> list[Block]:
    lines = [line for block in blocks if block.kind is Kind.PARAGRAPH for line in block.lines]
    if any(block.kind is Kind.ITEM for block in blocks) or sum(map(begins, lines)) < least:
        return list(blocks)
    found: list[Block] = []
    for block in blocks:
        if block.kind is Kind.PARAGRAPH:
            for line in block.lines:
                found.append(Block(Kind.ITEM, (line,), 0) if begins(line) else Block(Kind.PARAGRAPH, (line,)))
        else:
            found.append(block)
    return found


def _is_labelled(line: Line) -> bool:
    text = line.text
    return bool(_LABELLED.match(text)) and not vocabulary().aside.match(text) and not is_instruction(text)


def is_step_heading(section: Section) -> bool:
    """Whether a heading is one step: `Step 1: Open the app`."""
    return bool(section.heading and vocabulary().numbered_step.match(bare(section.heading.text)))


def replies(section: Section) -> bool:
    """Whether a part answers its heading by yes or no rather than tells what to do."""
    return bool(section.blocks and vocabulary().replies.match(section.blocks[0].text))
