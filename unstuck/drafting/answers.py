"""Last resorts, questions with their answers, and the comparison."""

from __future__ import annotations

import re

from unstuck.drafting.blocks import Block, Kind, bare
from unstuck.drafting.drafts import AnswerDraft, ComparisonDraft, EscalationDraft
from unstuck.drafting.sections import Section, has_steps
from unstuck.drafting.sentences import as_sentence, sentences, short
from unstuck.drafting.steps import split_title
from unstuck.drafting.table_parts import TableParts
from unstuck.drafting.texts import (
    below,
    by_case,
    item_groups,
    joined,
    labelled,
    lead_lines,
    replies,
    texts,
    without_lead_in,
)
from unstuck.drafting.vocabulary import Role


class Answers(TableParts):
    """Reads the parts of an article that people come to with a question, or when nothing has helped."""

    def _escalations(self, section: Section) -> None:
        blocks = section.blocks if section.children else by_case(labelled(section.blocks, 1))
        groups = list(item_groups(blocks)) if not any(block.ordered for block in section.items) else []
        for child in section.children:
            if child.role in (Role.QUESTIONS, Role.COMPARISON, Role.PREVENTION, Role.SOURCE):
                self.part(child)
            else:
                advice = joined(part for block in below(child) for part in texts(block)) or as_sentence(child.title)
                self.draft.escalations.append(EscalationDraft(child.title, advice, child.number))
        if groups:
            self.announces(section)
            lead = " ".join(line.text for line in lead_lines(blocks))
            for group in groups:
                title, text = split_title(group[0].lines)
                advice = joined([text, *(part for block in group[1:] for part in texts(block))])
                if not title and len(group) == 1 and lead.endswith(":"):
                    advice = _led(lead, text)
                self.draft.escalations.append(EscalationDraft(title or short(text), advice, group[0].number))
        elif section.children:
            self.announces(section)
        own = [block for block in blocks if not any(block in group for group in groups)]
        text = joined(part if groups == [] else without_lead_in(part) for block in own for part in texts(block))
        if text and not groups and not section.children:
            self.draft.escalations.append(EscalationDraft(section.title, text, section.number))
        elif text and self.draft.escalations:
            self._append_to_last(text)

    def _append_to_last(self, text: str) -> None:
        last = self.draft.escalations[-1]
        self.draft.escalations[-1] = EscalationDraft(last.title, f"{last.advice} {text}", last.number)

    def _questions(self, section: Section) -> None:
        self.announces(section)
        for child in section.children:
            ordered = any(block.ordered for block in child.items) and has_steps(child)
            if ordered and not replies(child):
                self.part(child)
            else:
                self.answer(child)
        for group in item_groups(section.blocks):
            lines = group[0].lines
            title, text = split_title(lines)
            if not title and "?" in text:
                title, _, text = text.partition("?")
                title += "?"
            answer = joined([*text.split("\n"), *(part for block in group[1:] for part in texts(block))])
            if title and answer:
                self.draft.answers.append(AnswerDraft(bare(title), answer, lines[0].number))
        grouped = [block for group in item_groups(section.blocks) for block in group]
        for block in section.blocks:
            if block.kind is Kind.TABLE:
                self.table(block, section)
            elif block not in grouped:
                self._asked(block, section)

    def _asked(self, block: Block, section: Section) -> None:
        """Lines of running text that ask and answer."""
        for line in block.lines:
            question, mark, text = line.text.partition("? ")
            if mark and text:
                self.draft.answers.append(AnswerDraft(f"{bare(question)}?", as_sentence(text), line.number))
            else:
                self.ending([line.text])

    def _comparison(self, section: Section) -> None:
        tables = [block for block in section.blocks if block.kind is Kind.TABLE]
        if not tables or self.draft.comparison:
            self._other(section)
            return
        rest = [text for block in section.blocks if block is not tables[0] for text in texts(block)]
        self.draft.comparison = ComparisonDraft(section.title, tables[0].rows, joined(rest), section.number)
        self.announces(section)
        self.header(tables[0])
        self.ending(rest)
        for child in section.children:
            self.part(child)

    def _other(self, section: Section) -> None:
        """A part that no word of its heading tells: an answer to a question on it."""
        tables = [block for block in section.blocks if block.kind is Kind.TABLE and self.table(block, section)]
        own = Section(section.heading, section.level, None, [b for b in section.blocks if b not in tables])
        if own.blocks:
            self.answer(own)
            if section.role is None and not section.title.endswith("?"):
                self.draft.doubt(section.number, f"“{section.title}” became an answer to a question on it")
        elif section.heading:
            self.announces(section)
        for child in section.children:
            self.part(child)


def _led(lead: str, case: str) -> str:
    """What the line above several cases says to do, for one of them: `Ring us if:` and `it smokes`."""
    before, lead = without_lead_in(lead), sentences(lead)[-1].rstrip(":")
    said = f"{lead} {case}" if re.search(r"\b(?:if|when|where|that)$", lead) else joined([case, lead])
    return joined([before, said])
