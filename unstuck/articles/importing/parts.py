"""From the tree of headings to the parts of an article: causes, fixes, escalations, answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from unstuck.articles.importing.blocks import Block, Kind, Line, bare
from unstuck.articles.importing.drafts import (
    AnswerDraft,
    CauseDraft,
    ComparisonDraft,
    Draft,
    EscalationDraft,
    MethodDraft,
    StepDraft,
)
from unstuck.articles.importing.sections import Section, has_steps, is_instruction
from unstuck.articles.importing.sentences import as_sentence, sentences, short
from unstuck.articles.importing.steps import split_title, step, steps, titled
from unstuck.articles.importing.tables import cell, column, step_rows, told
from unstuck.articles.importing.vocabulary import Role, vocabulary

_NOT_FIXES = (Role.ESCALATIONS, Role.QUESTIONS, Role.COMPARISON, Role.PREVENTION, Role.TAKEAWAYS, Role.SOURCE)
_OWN_FIXES = (Role.CAUSES, Role.METHODS)


class Reader:
    """Reads one tree of sections into a draft."""

    def __init__(self, title: str) -> None:
        self.draft = Draft(title=title)

    def read(self, root: Section) -> Draft:
        """The draft of the article below `root`."""
        self._beginning(root)
        numbered = [child for child in root.children if _is_step(child)]
        for child in root.children:
            if child not in numbered:
                self._part(child)
            elif child is numbered[0]:
                self._stepwise(self.draft.title or child.title, Section(), numbered)
        return self.draft

    def _beginning(self, root: Section) -> None:
        """What stands before the first heading: what it is about, and the steps where the article is but one fix."""
        if has_steps(root) or any(list(step_rows(block)) for block in root.blocks if block.kind is Kind.TABLE):
            first = next(at for at, block in enumerate(root.blocks) if block.kind in (Kind.ITEM, Kind.TABLE))
            for block in root.blocks[:first]:
                self.draft.summary += filter(None, map(_without_lead_in, texts(block)))
            self._fix(self.draft.title or short(root.blocks[first].text), root.blocks[first:], root.number)
            return
        for block in root.blocks:
            if block.kind is not Kind.TABLE or not self._table(block, Section()):
                self.draft.summary += texts(block)

    def _part(self, section: Section, role: Role | None = None) -> None:
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
        }
        readers.get(role, self._other)(section) if role else self._other(section)

    def _role(self, section: Section) -> Role | None:
        if section.role in (Role.CAUSES, Role.SUMMARY, Role.LIMITS, Role.COMPARISON, Role.BEFORE) and (
            has_steps(section) and any(block.ordered for block in section.items) and not section.children
        ):
            instructions = sum(is_instruction(item.text) for item in section.items)
            if instructions * 2 > len(section.items) and section.role is not Role.BEFORE:
                return Role.METHODS
        if section.role is None and (has_steps(section) or any(has_steps(part) or _is_step(part) for part in section.walk())):
            return Role.METHODS
        if section.role is None and is_instruction(section.title) and _instructions(section.blocks):
            return Role.METHODS
        return section.role

    def _announces(self, section: Section) -> None:
        """Its heading only says what comes; nothing of it goes into the article."""
        if section.heading:
            self.draft.headings[section.heading.number] = section.heading.text

    # -- Fixes --

    def _methods(self, section: Section, above: str = "") -> None:
        below = [child for child in section.children if not self._is_other(child)]
        numbered = [child for child in below if _is_step(child)]
        title = f"{above}: {section.title}" if above else section.title
        if numbered:
            self._stepwise(title, section, numbered)
            below = [child for child in below if child not in numbered]
        elif below:
            self._announces(section)
            if not self._several(section, top=not above):
                self._container(section, title)
        elif not self._several(section, top=not above):
            self._one(section, title)
        for child in below:
            part = child.role if child.role in _OWN_FIXES and section.role is not child.role else None
            if part is Role.CAUSES:
                self._causes(child)
            else:
                is_method = bool(section.heading and vocabulary().numbered_method.match(bare(section.heading.text)))
                self._methods(child, title if is_method or above or _has_own_steps(section) else "")
        for child in section.children:
            if self._is_other(child):
                self._part(child)

    def _is_other(self, child: Section) -> bool:
        """Whether a section below a fix is no fix: what to do if all fails, questions, and the like."""
        text = bare(child.heading.text) if child.heading else ""
        if vocabulary().numbered_method.match(text) or _is_step(child):
            return False
        return child.role in _NOT_FIXES and not is_instruction(text)

    def _container(self, section: Section, title: str) -> None:
        """What a part with fixes below it says itself: words before them, or one more fix."""
        if _has_own_steps(section):
            self._fix(title, section.blocks, section.number)
            return
        first = not self.draft.summary and not self.draft.methods
        for block in section.blocks:
            if block.kind is Kind.TABLE:
                self._table(block, section)
            elif first:
                self.draft.summary += filter(None, map(_without_lead_in, texts(block)))

    def _one(self, section: Section, title: str) -> None:
        tables = [block for block in section.blocks if block.kind is Kind.TABLE and not list(step_rows(block))]
        if tables and not section.items and self._table(tables[0], section):
            self._announces(section)
            return
        found, _ = steps(section.blocks)
        if found:
            self._fix(title, section.blocks, section.number)
        elif section.role is Role.METHODS and section.title.endswith("?"):
            self._answer(section)
        elif section.blocks:
            lines = [line for block in section.blocks for line in block.lines]
            self.draft.doubt(section.number, f"“{section.title}” has no instruction; all of it became one step")
            whole = StepDraft(short(section.title), _joined(line.text for line in lines), section.number)
            self.draft.methods.append(MethodDraft(title, "", (whole,), section.number))
        elif is_instruction(section.title) and section.heading:
            self.draft.methods.append(MethodDraft(title, "", (step(section.heading.lines),), section.number))
        else:
            self._announces(section)
            self.draft.doubt(section.number, f"there is nothing below the heading “{section.title}”")

    def _stepwise(self, title: str, section: Section, numbered: Sequence[Section]) -> None:
        """Headings such as `Step 1: Open the app` are the steps of the fix above them."""
        own, before = steps(section.blocks) if has_steps(section) else ([], _lines(section.blocks))
        found = [titled(child.heading.text, _below(child), child.number) for child in numbered if child.heading]
        self.draft.methods.append(MethodDraft(title, _why(before), (*own, *found), section.number))

    def _several(self, section: Section, top: bool) -> bool:
        """Whether the items of a list are a fix each; if so, they are taken."""
        words, text = vocabulary(), bare(section.heading.text) if section.heading else ""
        groups = list(_groups(section.blocks))
        if not top or words.numbered_method.match(text) or len(groups) < 2:
            return False
        with_steps = sum(any(block.kind is Kind.ITEM for block in group[1:]) for group in groups)
        named = sum(bool(words.numbered_method.match(bare(group[0].text))) for group in groups)
        titles = sum(bool(split_title(group[0].lines)[0]) for group in groups)
        plural = words.several_fixes.search(text) and not words.one_fix.search(text)
        lead = " ".join(line.text for line in _lead(section.blocks))
        plural = plural or (words.several_fixes.search(lead) and not words.one_fix.search(text + lead))
        mostly = with_steps * 2 > len(groups) and titles + with_steps > len(groups)
        if not (named == len(groups) or plural or mostly):
            return False
        self._announces(section)
        for group in groups:
            self._group(group)
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
        if inner and has_steps(Section(blocks=[b for b in inner])) or any(b.ordered for b in inner):
            found, before = steps(rest)
            why = _joined([*([body] if bare(body).rstrip(".:") != title else []), *(line.text for line in before)])
            self.draft.methods.append(MethodDraft(title, why, tuple(found), first.number))
            return
        found, before = steps([Block(Kind.PARAGRAPH, (Line(part, first.number),)) for part in body.split("\n")])
        if not found:
            found, before = [step(lines)], []
        extra = [*found[:-1], _with(found[-1], rest)] if rest else found
        self.draft.methods.append(MethodDraft(title, _why(before), tuple(extra), first.number))

    def _fix(self, title: str, blocks: Sequence[Block], number: int) -> None:
        """A fix of these blocks; a last paragraph on what to do if it fails is an escalation."""
        kept, last = list(blocks), list[Block]()
        for block in blocks:
            if block.kind is Kind.TABLE and list(step_rows(block)):
                self._header(block)
        while len(kept) > 1 and kept[-1].kind is Kind.PARAGRAPH and _is_last_resort(kept[-1].text):
            last.insert(0, kept.pop())
        found, before = steps(kept)
        if not found:
            found, before = [step(line_block.lines) for line_block in kept if line_block.lines], []
        self.draft.methods.append(MethodDraft(title, _why(before), tuple(found), number))
        for block in last:
            self.draft.escalations.append(EscalationDraft(short(block.text), _joined(texts(block)), block.number))

    # -- Causes --

    def _causes(self, section: Section) -> None:
        self._announces(section)
        numbered = bool(section.heading and vocabulary().numbered_cause.match(bare(section.heading.text)))
        if numbered or (section.role is not Role.CAUSES and section.heading):
            self._cause(section)
            return
        for child in section.children:
            if child.role in _NOT_FIXES and not vocabulary().numbered_cause.match(bare(child.heading.text)):
                self._part(child)
            elif child.title.endswith("?") and child.role is None:
                self._answer(child)
            elif child.role is Role.METHODS and not vocabulary().numbered_cause.match(bare(child.heading.text)):
                self._part(child)
            else:
                self._cause(child)
        blocks = _labelled(section.blocks, 2)
        groups = list(_groups(blocks))
        for group in groups:
            title, text = split_title(group[0].lines)
            more = [part for block in group[1:] for part in texts(block)]
            explanation = _joined([*text.split("\n"), *more])
            self.draft.causes.append(CauseDraft(title or short(text), explanation, group[0].number))
        rest = [block for block in blocks if block.kind is not Kind.ITEM]
        for block in rest:
            if block.kind is Kind.TABLE and self._table(block, section):
                continue
            if not groups and not section.children and not self.draft.causes:
                self._causes_in_prose(section, block)
            elif not any(block in group for group in groups):
                self.draft.chain += [text for text in texts(block) if not text.endswith(":")]

    def _cause(self, section: Section) -> None:
        """One cause; a fix that stands below it belongs to it."""
        self.draft.headings.pop(section.number, None)
        before = len(self.draft.methods)
        own = section.blocks
        if any(block.ordered for block in section.items) and has_steps(section):
            cut = next(index for index, block in enumerate(own) if block.kind is Kind.ITEM)
            self._fix(_fix_of(section.title), own[cut:], section.number)
            own = own[:cut]
        elif not section.items and _mostly_instructions(own):
            self._fix(_fix_of(section.title), own, section.number)
            own = []
        for child in section.children:
            if child.role is Role.METHODS or has_steps(child):
                self._methods_of(child, section.title)
            elif child.role in _NOT_FIXES:
                self._part(child)
            else:
                own = [*own, *_below(child, heading_too=True)]
        parts = [_without_lead_in(part) for block in own for part in texts(block)]
        text = _joined(parts) or as_sentence(section.title)
        fixed_by = tuple(method.title for method in self.draft.methods[before:])
        self.draft.causes.append(CauseDraft(section.title, text, section.number, fixed_by))

    def _methods_of(self, section: Section, cause: str) -> None:
        """The fix of one cause. Under a bare `Solution:` it is named after the cause."""
        if not section.blocks or not vocabulary().label.fullmatch(f"{section.title}: "):
            self._methods(section)
            return
        self._announces(section)
        found, _ = steps(section.blocks)
        title = found[0].title if len(found) == 1 else _fix_of(cause)
        self._fix(title, section.blocks, section.number)

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
            self.draft.causes.append(CauseDraft(short(block.text), _joined(texts(block)), block.number))
            self.draft.doubt(block.number, "running text became one cause; see whether it names several")

    # -- The others --

    def _escalations(self, section: Section) -> None:
        blocks = section.blocks if section.children else _labelled(section.blocks, 1)
        groups = list(_groups(blocks)) if not has_ordered(section) else []
        for child in section.children:
            if child.role in (Role.QUESTIONS, Role.COMPARISON, Role.PREVENTION, Role.SOURCE):
                self._part(child)
            else:
                advice = _joined(part for block in _below(child) for part in texts(block)) or as_sentence(child.title)
                self.draft.escalations.append(EscalationDraft(child.title, advice, child.number))
        if groups:
            self._announces(section)
            for group in groups:
                title, text = split_title(group[0].lines)
                advice = _joined([text, *(part for block in group[1:] for part in texts(block))])
                self.draft.escalations.append(EscalationDraft(title or short(text), advice, group[0].number))
        elif section.children:
            self._announces(section)
        own = [block for block in blocks if not any(block in group for group in groups)]
        text = _joined(part for block in own for part in texts(block) if groups == [] or not part.endswith(":"))
        if text and not groups and not section.children:
            self.draft.escalations.append(EscalationDraft(section.title, text, section.number))
        elif text and self.draft.escalations:
            self._append_to_last(text)

    def _append_to_last(self, text: str) -> None:
        last = self.draft.escalations[-1]
        self.draft.escalations[-1] = EscalationDraft(last.title, f"{last.advice} {text}", last.number)

    def _questions(self, section: Section) -> None:
        self._announces(section)
        for child in section.children:
            ordered = any(block.ordered for block in child.items) and has_steps(child)
            if ordered:
                self._methods(child)
            else:
                self._answer(child)
        for group in _groups(section.blocks):
            lines = group[0].lines
            title, text = split_title(lines)
            if not title and "?" in text:
                title, _, text = text.partition("?")
                title += "?"
            answer = _joined([*text.split("\n"), *(part for block in group[1:] for part in texts(block))])
            if title and answer:
                self.draft.answers.append(AnswerDraft(bare(title), answer, lines[0].number))
        grouped = [block for group in _groups(section.blocks) for block in group]
        for block in section.blocks:
            if block.kind is Kind.TABLE:
                self._table(block, section)
            elif block not in grouped:
                self._asked(block, section)

    def _asked(self, block: Block, section: Section) -> None:
        """Lines of running text that ask and answer."""
        for line in block.lines:
            question, mark, text = line.text.partition("? ")
            if mark and text:
                self.draft.answers.append(AnswerDraft(f"{bare(question)}?", as_sentence(text), line.number))
            else:
                self._ending([line.text], section)

    def _answer(self, section: Section) -> None:
        text = _joined(part for block in _below(section) for part in texts(block))
        if text:
            self.draft.answers.append(AnswerDraft(section.title, text, section.number))
        else:
            self.draft.doubt(section.number, f"there is nothing below the heading “{section.title}”")

    def _comparison(self, section: Section) -> None:
        tables = [block for block in section.blocks if block.kind is Kind.TABLE]
        if not tables or self.draft.comparison:
            self._other(section)
            return
        rest = [text for block in section.blocks if block is not tables[0] for text in texts(block)]
        self.draft.comparison = ComparisonDraft(section.title, tables[0].rows, _joined(rest), section.number)
        self._announces(section)
        self._header(tables[0])
        self._ending(rest, section)
        for child in section.children:
            self._part(child)

    def _ending(self, parts: Sequence[str], section: Section) -> None:
        """Closing words: what they say on next time is prevention."""
        pattern = vocabulary().roles[Role.PREVENTION]
        for sentence in (sentence for part in parts for sentence in sentences(part)):
            if pattern.search(sentence):
                self.draft.prevention.append(sentence)

    def _takeaways(self, section: Section) -> None:
        self._announces(section)
        self.draft.takeaways += [as_sentence(": ".join(filter(None, split_title(item.lines)))) for item in section.items]
        if not section.items:
            self.draft.takeaways += [as_sentence(text) for block in section.blocks for text in texts(block)]
        for child in section.children:
            self._part(child)

    def _prevention(self, section: Section) -> None:
        self._announces(section)
        self.draft.prevention += [as_sentence(text) for block in _below(section, heading_too=True) for text in texts(block)]

    def _summary(self, section: Section) -> None:
        self._announces(section)
        self.draft.summary += [text for block in section.blocks for text in texts(block)]
        for child in section.children:
            self._part(child)

    def _source(self, section: Section) -> None:
        self._announces(section)
        told_ = [text for block in section.blocks for text in texts(block)]
        if told_ and not self.draft.source:
            self.draft.source = told_[0]

    def _other(self, section: Section) -> None:
        """A part that no word of its heading tells: an answer to a question on it."""
        tables = [block for block in section.blocks if block.kind is Kind.TABLE and self._table(block, section)]
        own = Section(section.heading, section.level, None, [b for b in section.blocks if b not in tables])
        if own.blocks:
            self._answer(own)
            if section.role is None and not section.title.endswith("?"):
                self.draft.doubt(section.number, f"“{section.title}” became an answer to a question on it")
        elif section.heading:
            self._announces(section)
        for child in section.children:
            self._part(child)

    def _table(self, block: Block, section: Section) -> bool:
        """Take a table by what its columns hold. Whether it was one that is known."""
        words = vocabulary().columns
        question, answer = column(block, "question"), column(block, "answer")
        cause, fix = column(block, "cause"), column(block, "fix")
        symptom = column(block, "symptom")
        if list(step_rows(block)):
            self._fix(section.title or self.draft.title, [block], block.number)
        elif question is not None and answer is not None:
            for row in block.rows[1:]:
                self.draft.answers.append(AnswerDraft(bare(cell(row, question)), cell(row, answer), row.number))
        elif fix is not None and (cause is not None or symptom is not None) and (cause, symptom) != (fix, fix):
            self._causes_and_fixes(block, cause, symptom, fix)
        elif cause is not None and section.role is Role.CAUSES:
            for row in block.rows[1:]:
                rest = [text for index, text in enumerate(row.cells) if index != cause]
                text = _joined(rest) or as_sentence(cell(row, cause))
                self.draft.causes.append(CauseDraft(bare(cell(row, cause)), text, row.number))
        elif len(block.rows[0].cells) >= 3 and not self.draft.comparison and (
            section.role is Role.COMPARISON or words["compared"].search(bare(block.rows[0].cells[0]))
        ):
            title = section.title or bare(block.rows[0].cells[-1])
            self.draft.comparison = ComparisonDraft(title, block.rows, "", block.number)
        else:
            return False
        self._header(block)
        return True

    def _header(self, table: Block) -> None:
        """The names of a table's columns only say what comes."""
        self.draft.headings[table.number] = " | ".join(table.rows[0].cells)

    def _causes_and_fixes(self, block: Block, cause: int | None, symptom: int | None, fix: int) -> None:
        """A table of what is wrong and what to do: each row is a cause and its fix."""
        for row in block.rows[1:]:
            name, sign = cell(row, cause), cell(row, symptom)
            title = short(name or sign)
            others = [f"{text}" for index, text in enumerate(row.cells) if index != fix and text]
            parts = [Line(text, row.number) for text in cell(row, fix).split("\n") if text]
            found, before = steps([Block(Kind.PARAGRAPH, (line,)) for line in parts])
            if before:
                found.insert(0, step(before))
            fixed_by: tuple[str, ...] = ()
            if found:
                self.draft.methods.append(
                    MethodDraft(found[0].title, "", tuple(found), row.number)
                )
                fixed_by = (found[0].title,)
            if title:
                self.draft.causes.append(CauseDraft(title, _joined(others), row.number, fixed_by))


_LABELLED = re.compile(r"^[A-Z“\"*][^:.!?]{2,60}:\**\s+\S")
_COUNTED = re.compile(
    r"^(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth|finally|lastly|another (?:cause|reason|one)?(?: is)?|one (?:cause|reason)?(?: is)?"
    r"|the (?:first|second|third|other|last)(?: \w+)?(?: is)?|also)\b,?\s*",
    re.IGNORECASE,
)


def has_ordered(section: Section) -> bool:
    """Whether a section has numbered items: what to do, in order."""
    return any(block.ordered for block in section.items)


def texts(block: Block) -> list[str]:
    """A block's lines, or its table's rows, as text."""
    if block.kind is Kind.TABLE:
        return [as_sentence(text) for text, _ in told(block)]
    return [line.text for line in block.lines]


def _why(lines: Sequence[Line]) -> str:
    """The words before the first step; those that only lead to a list say nothing."""
    return _joined([_without_lead_in(line.text) for line in lines])


def _without_lead_in(text: str) -> str:
    """A text without its last sentence, if that only leads to what comes: `Follow these steps:`."""
    parts = sentences(text)
    return " ".join(parts[:-1] if parts and parts[-1].rstrip("*").endswith(":") else parts)


def _labelled(blocks: Sequence[Block], least: int) -> list[Block]:
    """The blocks, with lines such as `Wrong password: it was changed.` as items where there are `least` or more."""
    lines = [line for block in blocks if block.kind is Kind.PARAGRAPH for line in block.lines]
    if any(block.kind is Kind.ITEM for block in blocks) or sum(bool(_LABELLED.match(x.text)) for x in lines) < least:
        return list(blocks)
    found: list[Block] = []
    for block in blocks:
        if block.kind is Kind.PARAGRAPH:
            for line in block.lines:
                labelled = _LABELLED.match(line.text) and not vocabulary().aside.match(line.text)
                found.append(Block(Kind.ITEM, (line,), 0) if labelled else Block(Kind.PARAGRAPH, (line,)))
        else:
            found.append(block)
    return found


def _joined(parts: Iterator[str] | Sequence[str]) -> str:
    """Texts as one, each a sentence."""
    return " ".join(as_sentence(part.replace("\n", " ")) for part in parts if part.strip())


def _lines(blocks: Sequence[Block]) -> list[Line]:
    return [line for block in blocks for line in block.lines]


def _lead(blocks: Sequence[Block]) -> list[Line]:
    """The lines before the first item."""
    found: list[Line] = []
    for block in blocks:
        if block.kind is Kind.ITEM:
            break
        found += block.lines
    return found


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
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


def _below(section: Section, heading_too: bool = False) -> list[Block]:
    """All blocks of a section and of those below it; their headings as paragraphs."""
    found = list(section.blocks)
    for child in section.children:
        if child.heading:
            found.append(Block(Kind.PARAGRAPH, child.heading.lines))
        found += _below(child)
    return found


def _is_step(section: Section) -> bool:
    return bool(section.heading and vocabulary().numbered_step.match(bare(section.heading.text)))


def _has_own_steps(section: Section) -> bool:
    return has_steps(section) or any(
        block.kind is Kind.TABLE and list(step_rows(block)) for block in section.blocks
    )


def _instructions(blocks: Sequence[Block]) -> bool:
    """Whether any sentence of the running text tells to do something."""
    return any(is_instruction(part) for line in _lines(blocks) for part in sentences(line.text))


def _fix_of(cause: str) -> str:
    """The title of a fix that the text names only by its cause."""
    return cause if is_instruction(cause) else vocabulary().sentences["fix_of"].format(cause=cause)


def _mostly_instructions(blocks: Sequence[Block]) -> bool:
    """Whether running text tells what to do rather than what is wrong."""
    parts = [part for line in _lines(blocks) for part in sentences(line.text)]
    return sum(map(is_instruction, parts)) * 2 > len(parts)


def _is_last_resort(text: str) -> bool:
    """Whether a paragraph tells what to do if the steps before it did not help."""
    first = sentences(text)[0] if text else ""
    return bool(re.match(r"(?:if|when|should)\b", bare(first), re.IGNORECASE) and vocabulary().still.search(first))


def _with(last: StepDraft, blocks: Sequence[Block]) -> StepDraft:
    """A step with more text."""
    more = _joined(part for block in blocks for part in texts(block))
    return StepDraft(last.title, f"{last.text} {more}".strip(), last.number, last.help, last.variants)


