"""What all readers of parts share: the draft that they fill, and how text gets into it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from unstuck.drafting.blocks import Block, Kind, bare
from unstuck.drafting.drafts import AnswerDraft, Draft, EscalationDraft, MethodDraft
from unstuck.drafting.sections import Section
from unstuck.drafting.sentences import sentences, short
from unstuck.drafting.steps import step, steps
from unstuck.drafting.tables import step_rows
from unstuck.drafting.texts import below, joined, reason, texts
from unstuck.drafting.vocabulary import Role, vocabulary

# Parts that are none of the fixes or causes among which their heading stands.
NOT_FIXES = frozenset(Role) - {Role.CAUSES, Role.METHODS, Role.LIMITS, Role.BEFORE, Role.MORE, Role.SUMMARY}


class Gathering(ABC):
    """The base of the readers of parts."""

    def __init__(self, title: str) -> None:
        self.draft = Draft(title=title)

    @abstractmethod
    def part(self, section: Section, role: Role | None = None) -> None:
        """Read one section as what `role` says, or as what its heading and its content show."""

    def announces(self, section: Section) -> None:
        """Its heading only says what comes; nothing of it goes into the article."""
        if section.heading:
            self.draft.headings[section.heading.number] = section.heading.text

    def header(self, table: Block) -> None:
        """The names of a table's columns only say what comes."""
        self.draft.headings[table.number] = " | ".join(table.rows[0].cells)

    def answer(self, section: Section) -> None:
        """A heading as a question, and all the text below it as its answer."""
        text = joined(part for block in below(section) for part in texts(block))
        if text:
            self.draft.answers.append(AnswerDraft(section.title, text, section.number))
        else:
            self.draft.doubt(section.number, f"there is nothing below the heading “{section.title}”")

    def ending(self, parts: Sequence[str]) -> None:
        """Closing words: what they say on next time is prevention."""
        pattern = vocabulary().roles[Role.PREVENTION]
        for sentence in (sentence for part in parts for sentence in sentences(part)):
            if pattern.search(sentence):
                self.draft.prevention.append(sentence)

    def fix(self, title: str, blocks: Sequence[Block], number: int) -> None:
        """A fix of these blocks; a last paragraph on what to do if it fails is an escalation."""
        for block in blocks:
            if block.kind is Kind.TABLE and list(step_rows(block)):
                self.header(block)
        kept, last = without_last_resort(blocks)
        found, before = steps(kept)
        if not found:
            found, before = [step(block.lines) for block in kept if block.lines], []
        self.draft.methods.append(MethodDraft(title or found[0].title, reason(before), tuple(found), number))
        self.escalate(last)

    def escalate(self, blocks: Sequence[Block]) -> None:
        """Paragraphs on what to do if nothing has helped, each an escalation."""
        for block in blocks:
            self.draft.escalations.append(EscalationDraft(short(block.text), joined(texts(block)), block.number))


def without_last_resort(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks without the last paragraphs that tell what to do if nothing has helped, and those."""
    kept = list(blocks)
    while len(kept) > 1 and kept[-1].kind is Kind.PARAGRAPH and _is_last_resort(kept[-1].text):
        kept.pop()
    return kept, list(blocks[len(kept) :])


def _is_last_resort(text: str) -> bool:
    """Whether a paragraph tells what to do if the steps before it did not help."""
    first = sentences(text)[0] if text else ""
    return bool(re.match(r"(?:if|when|should)\b", bare(first), re.IGNORECASE) and vocabulary().still.search(first))
