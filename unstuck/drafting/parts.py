"""From the tree of headings to the parts of an article."""

from __future__ import annotations

from collections.abc import Sequence

from unstuck.drafting.answers import Answers
from unstuck.drafting.blocks import Block, Kind
from unstuck.drafting.causes import Causes
from unstuck.drafting.drafts import Draft, MethodDraft
from unstuck.drafting.fixes import Fixes
from unstuck.drafting.sections import Section, has_steps, is_instruction, is_platform
from unstuck.drafting.sentences import as_sentence, sentences, short
from unstuck.drafting.steps import split_title, steps
from unstuck.drafting.tables import step_rows
from unstuck.drafting.texts import below, is_step_heading, lead_lines, lines_of, texts, without_lead_in
from unstuck.drafting.vocabulary import Role


class Reader(Fixes, Causes, Answers):
    """Reads one tree of sections into a draft."""

    def read(self, root: Section) -> Draft:
        """The draft of the article below `root`."""
        self._beginning(root)
        numbered = [child for child in root.children if is_step_heading(child)]
        for child in root.children:
            if child not in numbered:
                self.part(child)
            elif child is numbered[0]:
                self._stepwise(self.draft.title or child.title, Section(), numbered)
        if not self.draft.methods and not self.draft.answers:
            self._prose(root)
        return self.draft

    def _prose(self, root: Section) -> None:
        """An article of nothing but running text: its instructions are the one fix."""
        found, before = steps(root.blocks)
        if found:
            self.draft.summary = [line.text for line in before]
            self.draft.methods.append(MethodDraft(self.draft.title or found[0].title, "", tuple(found), root.number))
            self.draft.doubt(root.number, "running text became one fix; see where it begins")

    def _beginning(self, root: Section) -> None:
        """What stands before the first heading: what it is about, and the steps where the article is but one fix."""
        if has_steps(root) or any(list(step_rows(block)) for block in root.blocks if block.kind is Kind.TABLE):
            if self._several(root, top=True):
                self.draft.summary += filter(None, (without_lead_in(line.text) for line in lead_lines(root.blocks)))
                return
            first = next(at for at, block in enumerate(root.blocks) if _begins_steps(block))
            for block in root.blocks[:first]:
                self.draft.summary += filter(None, map(without_lead_in, texts(block)))
            self.fix(self.draft.title or short(root.blocks[first].text), root.blocks[first:], root.number)
            return
        for block in root.blocks:
            if block.kind is not Kind.TABLE or not self.table(block, Section()):
                self.draft.summary += texts(block)

    def part(self, section: Section, role: Role | None = None) -> None:
        """One section with its role; without one, what it holds decides."""
        role = role or self._role(section)
        readers = {
            Role.TAKEAWAYS: self._takeaways,
            Role.CAUSES: self._causes,
            Role.METHODS: self._methods,
            Role.ESCALATIONS: self._escalations,
            Role.QUESTIONS: self._questions,
            Role.COMPARISON: self._comparison,
            Role.PREVENTION: self._prevention,
            Role.SUMMARY: self._summary,
            Role.SOURCE: self._source,
            Role.AROUND: self.announces,
            Role.ENDING: self._conclusion,
        }
        readers.get(role, self._other)(section) if role else self._other(section)

    def _role(self, section: Section) -> Role | None:
        if section.role in (Role.CAUSES, Role.SUMMARY, Role.LIMITS, Role.COMPARISON, Role.BEFORE) and (
            has_steps(section) and any(block.ordered for block in section.items) and not section.children
        ):
            instructions = sum(is_instruction(item.text) for item in section.items)
            if instructions * 2 > len(section.items) and section.role is not Role.BEFORE:
                return Role.METHODS
        if section.role is None and (
            has_steps(section) or any(has_steps(part) or is_step_heading(part) for part in section.walk())
        ):
            return Role.METHODS
        if section.role is None and is_instruction(section.title) and _instructions(section.blocks):
            return Role.METHODS
        return section.role

    def _takeaways(self, section: Section) -> None:
        self.announces(section)
        self.draft.takeaways += [
            as_sentence(": ".join(filter(None, split_title(item.lines)))) for item in section.items
        ]
        if not section.items:
            self.draft.takeaways += [as_sentence(text) for block in section.blocks for text in texts(block)]
        for child in section.children:
            self.part(child)

    def _prevention(self, section: Section) -> None:
        self.announces(section)
        self.draft.prevention += [
            as_sentence(text) for block in below(section, heading_too=True) for text in texts(block)
        ]

    def _summary(self, section: Section) -> None:
        self.announces(section)
        self.draft.summary += [text for block in section.blocks for text in texts(block)]
        for child in section.children:
            self.part(child)

    def _conclusion(self, section: Section) -> None:
        self.announces(section)
        self.ending([text for block in section.blocks for text in texts(block)])

    def _source(self, section: Section) -> None:
        self.announces(section)
        told_ = [text for block in section.blocks for text in texts(block)]
        if told_ and not self.draft.source:
            self.draft.source = told_[0]


def _begins_steps(block: Block) -> bool:
    """Whether steps begin here: an item, a table, or a line that says for which platform they are."""
    return block.kind in (Kind.ITEM, Kind.TABLE) or is_platform(block.text)


def _instructions(blocks: Sequence[Block]) -> bool:
    """Whether any sentence of the running text tells to do something."""
    return any(is_instruction(part) for line in lines_of(blocks) for part in sentences(line.text))
