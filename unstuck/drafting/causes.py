"""Causes: one below each heading, one for each item of a list, or told in running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from unstuck.drafting.blocks import Block, Kind, bare
from unstuck.drafting.drafts import CauseDraft
from unstuck.drafting.gathering import NOT_FIXES
from unstuck.drafting.sections import Section, has_steps, is_instruction
from unstuck.drafting.sentences import as_sentence, sentences, short
from unstuck.drafting.steps import split_title, steps
from unstuck.drafting.table_parts import TableParts
from unstuck.drafting.texts import below, item_groups, joined, labelled, lines_of, texts, without_lead_in
from unstuck.drafting.vocabulary import Role, vocabulary

_COUNTED = re.compile(
    r"^(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|finally|lastly|also|another (?:cause|reason|one)?(?: is)?"
    r"|one (?:cause|reason)?(?: is)?|the (?:first|second|third|other|last)(?: \w+)?(?: is)?)\b,?\s*",
    re.IGNORECASE,
)


class Causes(TableParts):
    """Reads the parts of an article that tell why."""

    def _causes(self, section: Section) -> None:
        self.announces(section)
        if _is_numbered(section) or (section.role is not Role.CAUSES and section.heading):
            self._cause(section)
            return
        for child in section.children:
            if child.role in (*NOT_FIXES, Role.METHODS) and not _is_numbered(child):
                self.part(child)
            elif child.title.endswith("?") and child.role is None:
                self.answer(child)
            else:
                self._cause(child)
        blocks = labelled(section.blocks, 2)
        groups = list(item_groups(blocks))
        for group in groups:
            title, text = split_title(group[0].lines)
            more = [part for block in group[1:] for part in texts(block)]
            explanation = joined([*text.split("\n"), *more])
            self.draft.causes.append(CauseDraft(title or short(text), explanation, group[0].number))
        rest = [block for block in blocks if block.kind is not Kind.ITEM]
        for block in rest:
            if block.kind is Kind.TABLE and self.table(block, section):
                continue
            if not groups and not section.children and not self.draft.causes:
                self._causes_in_prose(section, block)
            elif not any(block in group for group in groups):
                self.draft.chain += filter(None, map(without_lead_in, texts(block)))

    def _cause(self, section: Section) -> None:
        """One cause; a fix that stands below it belongs to it."""
        self.draft.headings.pop(section.number, None)
        before = len(self.draft.methods)
        own = section.blocks
        if any(block.ordered for block in section.items) and has_steps(section):
            cut = next(index for index, block in enumerate(own) if block.kind is Kind.ITEM)
            self.fix(_fix_of(section.title), own[cut:], section.number)
            own = own[:cut]
        elif not section.items and _mostly_instructions(own):
            self.fix(_fix_of(section.title), own, section.number)
            own = []
        for child in section.children:
            if child.role is Role.METHODS or has_steps(child):
                self._methods_of(child, section.title)
            elif child.role in NOT_FIXES:
                self.part(child)
            else:
                own = [*own, *below(child, heading_too=True)]
        parts = [without_lead_in(part) for block in own for part in texts(block)]
        text = joined(parts) or as_sentence(section.title)
        fixed_by = tuple(method.title for method in self.draft.methods[before:])
        self.draft.causes.append(CauseDraft(section.title, text, section.number, fixed_by))

    def _methods_of(self, section: Section, cause: str) -> None:
        """The fix of one cause. Under a bare `Solution:` it is named after the cause."""
        if not section.blocks or not vocabulary().label.fullmatch(f"{section.title}: "):
            self.part(section, Role.METHODS)
            return
        self.announces(section)
        found, _ = steps(section.blocks)
        title = found[0].title if len(found) == 1 else _fix_of(cause)
        self.fix(title, section.blocks, section.number)

    def _causes_in_prose(self, section: Section, block: Block) -> None:
        """Running text on why: sentences that are counted (`First, ...`) are causes, else all of it is one."""
        parts = [part for line in block.lines for part in sentences(line.text)]
        starts = [index for index, part in enumerate(parts) if _COUNTED.match(part)]
        if len(starts) >= 2:
            self.draft.chain += parts[: starts[0]]
            for start, end in zip(starts, [*starts[1:], len(parts)], strict=True):
                text = " ".join(parts[start:end])
                title = short(_COUNTED.sub("", parts[start]))
                self.draft.causes.append(CauseDraft(title[0].upper() + title[1:], text, block.number))
        else:
            self.draft.causes.append(CauseDraft(short(block.text), joined(texts(block)), block.number))
            self.draft.doubt(block.number, "running text became one cause; see whether it names several")


def _is_numbered(section: Section) -> bool:
    """Whether a heading counts a cause: `Cause 2: A full disk`."""
    return bool(section.heading and vocabulary().numbered_cause.match(bare(section.heading.text)))


def _fix_of(cause: str) -> str:
    """The title of a fix that the text names only by its cause."""
    return cause if is_instruction(cause) else vocabulary().sentences["fix_of"].format(cause=cause)


def _mostly_instructions(blocks: Sequence[Block]) -> bool:
    """Whether running text tells what to do rather than what is wrong."""
    parts = [part for line in lines_of(blocks) for part in sentences(line.text)]
    return sum(map(is_instruction, parts)) * 2 > len(parts)
