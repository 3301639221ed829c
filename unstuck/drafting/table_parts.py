"""Tables whose columns tell what they hold: steps, questions, causes and fixes, a comparison."""

from __future__ import annotations

from unstuck.drafting.blocks import Block, Kind, Line, Row, bare
from unstuck.drafting.drafts import AnswerDraft, CauseDraft, ComparisonDraft, MethodDraft, StepDraft
from unstuck.drafting.gathering import Gathering
from unstuck.drafting.sections import Section
from unstuck.drafting.sentences import as_sentence, short
from unstuck.drafting.shape import enumerations
from unstuck.drafting.steps import step, steps
from unstuck.drafting.tables import cell, column, step_rows
from unstuck.drafting.texts import joined
from unstuck.drafting.vocabulary import Role, vocabulary


class TableParts(Gathering):
    """Reads tables."""

    def table(self, block: Block, section: Section) -> bool:
        """Take a table by what its columns hold. Whether it was one that is known."""
        words = vocabulary().columns
        question, answer = column(block, "question"), column(block, "answer")
        cause, fix = column(block, "cause"), column(block, "fix")
        symptom = column(block, "symptom")
        if list(step_rows(block)):
            self.fix(section.title or self.draft.title, [block], block.number)
        elif question is not None and answer is not None:
            for row in block.rows[1:]:
                self.draft.answers.append(AnswerDraft(bare(cell(row, question)), cell(row, answer), row.number))
        elif (
            fix is not None
            and (cause is not None or symptom is not None)
            and (cause, symptom) != (fix, fix)
            and not all(vocabulary().reference.fullmatch(bare(cell(row, fix))) for row in block.rows[1:])
        ):
            self._causes_and_fixes(block, cause, symptom, fix)
        elif fix is not None and (cause, symptom) == (None, None) and self._titled_fixes(block):
            pass
        elif cause is not None and section.role is Role.CAUSES:
            for row in block.rows[1:]:
                rest = [text for index, text in enumerate(row.cells) if index != cause]
                text = joined(rest) or as_sentence(cell(row, cause))
                self.draft.causes.append(CauseDraft(bare(cell(row, cause)), text, row.number))
        elif (
            len(block.rows[0].cells) >= 3
            and not self.draft.comparison
            and (section.role is Role.COMPARISON or words["compared"].search(bare(block.rows[0].cells[0])))
        ):
            title = section.title or bare(block.rows[0].cells[-1])
            self.draft.comparison = ComparisonDraft(title, block.rows, "", block.number)
        else:
            return False
        self.header(block)
        return True

    def _titled_fixes(self, block: Block) -> bool:
        """Take a table whose rows are a fix's title and its steps, if all of them are."""
        told = [self._steps_of(row.cells[1], row) for row in block.rows[1:] if len(row.cells) == 2 and row.cells[0]]
        if not told or len(told) < len(block.rows) - 1 or any(before or len(found) < 2 for found, before in told):
            return False
        for row, (found, _) in zip(block.rows[1:], told, strict=True):
            self.draft.methods.append(MethodDraft(bare(row.cells[0]), "", tuple(found), row.number))
        return True

    def _steps_of(self, text: str, row: Row) -> tuple[list[StepDraft], list[Line]]:
        """The steps that a cell holds, and what stands before them."""
        parts = [Line(part, row.number) for part in text.split("\n") if part]
        return steps([new for x in parts for new in enumerations(Block(Kind.PARAGRAPH, (x,)))])

    def _causes_and_fixes(self, block: Block, cause: int | None, symptom: int | None, fix: int) -> None:
        """A table of what is wrong and what to do: each row is a cause and its fix."""
        for row in block.rows[1:]:
            name, sign = cell(row, cause), cell(row, symptom)
            title = short(name or sign)
            others = [f"{text}" for index, text in enumerate(row.cells) if index != fix and text]
            found, before = self._steps_of(cell(row, fix), row)
            if before:
                found.insert(0, step(before))
            fixed_by: tuple[str, ...] = ()
            if found:
                self.draft.methods.append(MethodDraft(found[0].title, "", tuple(found), row.number))
                fixed_by = (found[0].title,)
            if title:
                self.draft.causes.append(CauseDraft(title, joined(others), row.number, fixed_by))
