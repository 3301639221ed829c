"""Fixes: one below each heading, one for each item of a list, or all steps below one heading."""

from __future__ import annotations

from collections.abc import Sequence

from unstuck.drafting.blocks import Block, Kind, Line, bare
from unstuck.drafting.drafts import MethodDraft, StepDraft
from unstuck.drafting.gathering import NOT_FIXES, without_last_resort
from unstuck.drafting.sections import Section, has_steps, is_instruction, is_platform
from unstuck.drafting.sentences import short
from unstuck.drafting.steps import split_title, step, steps, titled
from unstuck.drafting.table_parts import TableParts
from unstuck.drafting.tables import step_rows
from unstuck.drafting.texts import (
    below,
    is_step_heading,
    item_groups,
    joined,
    lead_lines,
    lines_of,
    reason,
    replies,
    texts,
    without_lead_in,
)
from unstuck.drafting.vocabulary import Role, vocabulary


class Fixes(TableParts):
    """Reads the parts of an article that tell what to do."""

    def _methods(self, section: Section, above: str = "") -> None:
        below = [child for child in section.children if not self._is_other(child)]
        numbered = [child for child in below if is_step_heading(child)]
        title = f"{above}: {section.title}" if above else section.title
        if numbered:
            self._stepwise(title, section, numbered)
            below = [child for child in below if child not in numbered]
        elif below:
            self.announces(section)
            if not self._several(section, top=not above):
                self._container(section, title)
        elif not self._several(section, top=not above):
            self._one(section, title)
        for child in below:
            part = child.role if child.role in (Role.CAUSES, Role.METHODS) and section.role is not child.role else None
            if part is Role.CAUSES:
                self.part(child, Role.CAUSES)
            else:
                is_method = bool(section.heading and vocabulary().numbered_method.match(bare(section.heading.text)))
                self._methods(child, title if is_method or above or _has_own_steps(section) else "")
        for child in section.children:
            if self._is_other(child):
                self.part(child)

    def _is_other(self, child: Section) -> bool:
        """Whether a section below a fix is no fix: what to do if all fails, questions, and the like."""
        text = bare(child.heading.text) if child.heading else ""
        if vocabulary().numbered_method.match(text) or is_step_heading(child):
            return False
        asks = child.role is Role.ESCALATIONS and vocabulary().last_resort.search(text)
        return child.role in NOT_FIXES and bool(asks or not is_instruction(text))

    def _container(self, section: Section, title: str) -> None:
        """What a part with fixes below it says itself: words before them, or one more fix."""
        if _has_own_steps(section):
            self.fix(title, section.blocks, section.number)
            return
        first = not self.draft.summary and not self.draft.methods
        for block in section.blocks:
            if block.kind is Kind.TABLE:
                self.table(block, section)
            elif first:
                self.draft.summary += filter(None, map(without_lead_in, texts(block)))

    def _one(self, section: Section, title: str) -> None:
        tables = [block for block in section.blocks if block.kind is Kind.TABLE and not list(step_rows(block))]
        if tables and not section.items and self.table(tables[0], section):
            self.announces(section)
            return
        found, _ = steps(section.blocks)
        only_tables = all(block.kind is Kind.TABLE for block in section.blocks)
        if section.title.endswith("?") and (not found or replies(section)):
            self.answer(section)
        elif section.blocks and only_tables and not found:
            self.answer(section)
            self.draft.doubt(section.number, f"“{section.title}” became an answer to a question on it")
        elif found:
            self.fix(title, section.blocks, section.number)
        elif section.blocks:
            self.draft.doubt(section.number, f"“{section.title}” has no instruction; all of it became one step")
            text = joined(part for block in section.blocks for part in texts(block))
            whole = StepDraft(short(section.title), text, section.number)
            self.draft.methods.append(MethodDraft(title, "", (whole,), section.number))
        elif is_instruction(section.title) and section.heading:
            self.draft.methods.append(
                MethodDraft(title, "", (step([Line(section.title, section.number)]),), section.number)
            )
        else:
            self.announces(section)
            self.draft.doubt(section.number, f"there is nothing below the heading “{section.title}”")

    def _stepwise(self, title: str, section: Section, numbered: Sequence[Section]) -> None:
        """Headings such as `Step 1: Open the app` are the steps of the fix above them."""
        own, before = steps(section.blocks) if has_steps(section) else ([], lines_of(section.blocks))
        found = [titled(child.heading.text, below(child), child.number) for child in numbered if child.heading]
        self.draft.methods.append(MethodDraft(title, reason(before), (*own, *found), section.number))

    def _several(self, section: Section, top: bool) -> bool:
        """Whether the items of a list are a fix each; if so, they are taken."""
        words, text = vocabulary(), bare(section.heading.text) if section.heading else self.draft.title
        blocks, last = without_last_resort(section.blocks)
        groups = list(item_groups(blocks))
        if not top or words.numbered_method.match(text) or len(groups) < 2:
            return False
        with_steps = sum(any(block.kind is Kind.ITEM for block in group[1:]) for group in groups)
        named = sum(bool(words.numbered_method.match(bare(group[0].text))) for group in groups)
        titles = sum(bool(split_title(group[0].lines)[0]) for group in groups)
        plural = words.several_fixes.search(text) and not words.one_fix.search(text)
        lead = " ".join(line.text for line in lead_lines(section.blocks))
        plural = plural or (words.several_fixes.search(lead) and not words.one_fix.search(text + lead))
        mostly = with_steps * 2 > len(groups) and titles + with_steps > len(groups)
        mostly = mostly and bool(words.on_fixing.search(text)) and not words.one_fix.search(text)
        if any(is_platform(block.text) for block in blocks) or not (named == len(groups) or plural or mostly):
            return False
        self.announces(section)
        for group in groups:
            self._group(group)
        self.escalate(last)
        if not plural:
            self.draft.doubt(section.number, f"each item below “{text}” became a fix of its own")
        return True

    def _group(self, group: Sequence[Block]) -> None:
        """One item with what hangs on it, as a fix."""
        first, rest = group[0], group[1:]
        text = vocabulary().numbered_method.sub("", first.text) or first.text
        lines = [Line(text, first.number)] if text != first.text else list(first.lines)
        title, body = split_title(lines)
        title = title or short(body)
        inner = [block for block in rest if block.kind in (Kind.ITEM, Kind.TABLE)]
        if (inner and has_steps(Section(blocks=inner))) or any(b.ordered for b in inner):
            found, before = steps(rest)
            why = joined([*([body] if bare(body).rstrip(".:") != title else []), *(line.text for line in before)])
            self.draft.methods.append(MethodDraft(title, why, tuple(found), first.number))
            return
        found, before = steps([Block(Kind.PARAGRAPH, (Line(part, first.number),)) for part in body.split("\n")])
        if not found:
            found, before = [step(lines)], []
        extra = [*found[:-1], _with(found[-1], rest)] if rest else found
        self.draft.methods.append(MethodDraft(title, reason(before), tuple(extra), first.number))


def _has_own_steps(section: Section) -> bool:
    if has_steps(section) or any(block.kind is Kind.TABLE and list(step_rows(block)) for block in section.blocks):
        return True
    is_numbered = section.heading and vocabulary().numbered_method.match(bare(section.heading.text))
    return bool(is_numbered and steps(section.blocks)[0])


def _with(last: StepDraft, blocks: Sequence[Block]) -> StepDraft:
    """A step with more text."""
    more = joined(part for block in blocks for part in texts(block))
    return StepDraft(last.title, f"{last.text} {more}".strip(), last.number, last.help, last.variants)
