"""Which heading stands under which, and what each part of an article is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from unstuck.drafting.blocks import Block, Kind, bare
from unstuck.drafting.vocabulary import Role, vocabulary

_LONGEST_TITLE = 90
# Parts that hold several of a kind.
_MEMBERS = (Role.CAUSES, Role.METHODS, Role.ESCALATIONS, Role.QUESTIONS)


@dataclass(eq=False)
class Section:
    """A heading with everything up to the next one of its rank. The root has none; it begins the article."""

    heading: Block | None = None
    level: float = 0
    role: Role | None = None
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's words, without `Method 1:` and the like."""
        return without_number(self.heading.text) if self.heading else ""

    @property
    def number(self) -> int:
        """The line of its heading, or of its first block."""
        first = self.heading or next(iter(self.blocks), None)
        return first.number if first else 1

    @property
    def items(self) -> list[Block]:
        """Its list items, those of sections below it not included."""
        return [block for block in self.blocks if block.kind is Kind.ITEM]

    def walk(self) -> Iterator[Section]:
        """Itself and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def without_number(text: str) -> str:
    """A heading without the count before it."""
    text, words = bare(text), vocabulary()
    for pattern in (words.numbered_method, words.numbered_cause, words.numbered_step, words.bare_number):
        found = pattern.match(text)
        if found and text[found.end() :].strip():
            text = text[found.end() :].strip()
            break
    return calm(re.sub(r"^(?:Q\s*\d*|Question\s*\d*)[:.)]\s*", "", text).rstrip(":").strip())


def calm(text: str) -> str:
    """A heading in capital letters as people write a sentence."""
    return text.capitalize() if text.isupper() and len(text.split()) > 1 else text


def role_of(text: str) -> Role | None:
    """What a heading announces, by general vocabulary."""
    text = bare(text)
    return next((role for role, pattern in vocabulary().roles.items() if pattern.search(text)), None)


def sections(blocks: Sequence[Block]) -> tuple[str, Section]:
    """The article's title, where a heading is one, and the tree below it."""
    blocks = [block for block in blocks if block.kind is not Kind.ASIDE]
    title = _title(blocks)
    root = Section(role=Role.QUESTIONS if title and role_of(title.text) is Role.QUESTIONS else None)
    open_: list[Section] = [root]
    for block in blocks:
        if block is title:
            continue
        if block.kind is not Kind.HEADING:
            open_[-1].blocks.append(block)
            continue
        while block.level and open_[-1].heading and not open_[-1].heading.level:
            open_.pop()  # a bold line or a label has no real headings below it
        new = _placed(block, open_)
        while open_[-1].level >= new.level:
            open_.pop()
        open_[-1].children.append(new)
        open_.append(new)
    if not title and blocks and blocks[0].kind is Kind.HEADING:
        return calm(bare(blocks[0].text)), _with_roles(_folded(root))
    return (calm(bare(title.text)) if title else "", _with_roles(_folded(root)))


def _folded(section: Section) -> Section:
    """The same tree; what stands below `On Android` and the like belongs to the part that is told for each platform."""
    kept = []
    for child in section.children:
        if child.heading and not child.children and is_platform(child.heading.text):
            section.blocks += [Block(Kind.PARAGRAPH, child.heading.lines), *child.blocks]
        else:
            kept.append(_folded(child))
    section.children = kept
    return section


def is_platform(text: str) -> bool:
    """Whether a line says only for which platforms the lines below it are."""
    return len(text) <= _LONGEST_TITLE and bool(vocabulary().for_platform.fullmatch(bare(text).rstrip(":").strip()))


def _title(blocks: Sequence[Block]) -> Block | None:
    """The heading that is the whole article's: the only one of the highest rank, or the first line of all."""
    headings = [block for block in blocks if block.kind is Kind.HEADING]
    first = blocks[0] if blocks else None
    ranked = [block for block in headings if block.level]
    if first and first.kind is Kind.PARAGRAPH and not ranked and len(blocks) > 1 and _is_headline(first):
        return first
    if not headings or headings == [first]:
        return headings[0] if headings else None
    if ranked:
        highest = min(block.level or 0 for block in ranked)
        top = [block for block in ranked if block.level == highest]
        before = blocks[: blocks.index(top[0])]
        if (len(top) == 1 or highest == 1) and len(headings) > 1 and all(b.kind is not Kind.ITEM for b in before):
            return top[0] if len(before) <= 2 else None
    first = headings[0]
    is_numbered = vocabulary().numbered_method.match(bare(first.text))
    is_first = blocks[0] is first and first.level is None and not is_numbered
    if not is_first or (len(headings) == 1 and len(blocks) > 1 and blocks[1].kind is Kind.ITEM and first.level):
        return None
    if len(blocks) > 1 and blocks[1].kind is Kind.HEADING:
        return first
    return None if role_of(first.text) in (Role.TAKEAWAYS, Role.CAUSES, Role.QUESTIONS, Role.SUMMARY) else first


def _is_headline(block: Block) -> bool:
    """Whether a paragraph could stand above an article: one short line without an end."""
    text, ends = block.text, re.search(r"[.!:;,]\W*$", block.text)
    return len(block.lines) == 1 and len(bare(text)) <= _LONGEST_TITLE and not ends and not is_instruction(text)


def _placed(block: Block, open_: Sequence[Section]) -> Section:
    """A section for a heading, with the rank that it has or, where the text does not show one, that its words give it.

    A heading of no shown rank that announces a part (`Causes`) stands beside the other such parts; a numbered fix
    stands below the last of them; any other belongs to the part that is open.
    """
    role = role_of(block.text)
    if block.level:
        return Section(block, block.level, role)
    ranked = max((section.level for section in open_ if section.heading and section.heading.level), default=0.0)
    words, text = vocabulary(), bare(block.text)
    if is_platform(text):
        told_for = next(
            section for section in reversed(open_) if not section.heading or not is_platform(section.heading.text)
        )
        return Section(block, told_for.level + 0.1, None)
    if text.startswith("Q: "):
        inside_questions = any(section.role is Role.QUESTIONS for section in open_ if section.heading)
        return Section(block, ranked + (0.5 if inside_questions else 0.3), None)
    part = Role.METHODS if words.numbered_method.match(text) else Role.CAUSES
    if words.numbered_method.match(text) or words.numbered_cause.match(text):
        inside_part = any(section.role is part and not _is_complete(section) for section in open_)
        return Section(block, ranked + (0.5 if inside_part else 0.3), None)
    if words.numbered_step.match(text):
        return Section(block, ranked + 0.7, None)
    is_label = words.label.fullmatch(f"{text.rstrip(':')}: ")
    holder = next((section for section in open_ if _has_loose_members(section)), None)
    is_other = role in (Role.ESCALATIONS, Role.QUESTIONS) and holder and holder.role is not role
    if block.tight and holder and not is_label and not is_other:
        return Section(block, ranked + 0.5, None)
    inside = next((section.role for section in reversed(open_) if section.role), None)
    if role is Role.METHODS and len(open_) > 1 and _is_cause(open_) and is_label:
        return Section(block, open_[-1].level + 0.1, role)
    if role and not (inside is Role.QUESTIONS and text.endswith("?")) and not _belongs(inside, role, text):
        return Section(block, ranked + 0.3, role)
    if text.endswith("?") and inside in (Role.CAUSES, Role.METHODS, Role.COMPARISON, Role.PREVENTION, Role.LIMITS):
        return Section(block, ranked + 0.3, None)
    if any(_is_complete(section) for section in open_ if section.level > ranked):
        return Section(block, ranked + 0.3, None)
    inner = any(section.level > ranked for section in open_)
    return Section(block, ranked + (0.5 if inner or ranked else 0.3), None)


def _has_loose_members(section: Section) -> bool:
    """Whether it is a part with a line of its own for its heading, so that a heading that stands close to its text is
    one of what it holds."""
    return bool(section.heading and not section.heading.tight and section.role in _MEMBERS)


def _is_complete(section: Section) -> bool:
    """Whether an open part is one fix that is told already, so that the next heading is none of its members."""
    if section.role is not Role.METHODS or section.children:
        return False
    one = bool(section.blocks) and vocabulary().one_fix_label.fullmatch(section.title)
    return bool(section.items or one)


def _is_cause(open_: Sequence[Section]) -> bool:
    """Whether the innermost open part is one cause, so that a bare `Solution:` is what helps against it."""
    heading = open_[-1].heading
    numbered = heading and vocabulary().numbered_cause.match(bare(heading.text))
    return bool(numbered or open_[-2].role is Role.CAUSES)


def _belongs(inside: Role | None, role: Role, text: str) -> bool:
    """Whether a heading that could announce a part is rather a member of the part that is open, as `Fix the date`
    is one of the fixes."""
    if inside is Role.METHODS:
        return role in (Role.METHODS, Role.LIMITS) and bool(vocabulary().instruction.match(text))
    return inside in (Role.CAUSES, Role.ESCALATIONS) and role in (Role.LIMITS, Role.SUMMARY)


def _with_roles(root: Section) -> Section:
    """Parts that a heading does not announce get their role from what is above and below them."""
    for child in root.children:
        text = bare(child.heading.text) if child.heading else ""
        if root.role is Role.QUESTIONS and text.endswith("?"):
            child.role = None
        elif vocabulary().numbered_method.match(text) or vocabulary().numbered_step.match(text):
            child.role = Role.METHODS
        elif vocabulary().numbered_cause.match(text):
            child.role = Role.CAUSES
        elif child.role is None and any(grandchild.role for grandchild in child.children):
            _lift(child)
    return root


def _lift(section: Section) -> None:
    """A part without a role whose children have roles (one error of several) passes as a fix or cause with them."""
    if any(child.role is Role.METHODS for child in section.children):
        section.role = Role.METHODS


def has_steps(section: Section) -> bool:
    """Whether it tells what to do: numbered items, or items and sentences most of which are instructions."""
    least = min((item.level or 0 for item in section.items), default=0)
    items = [item for item in section.items if (item.level or 0) == least]
    if any(item.ordered for item in items) and len(section.items) > 1:
        return True
    if items:
        return sum(is_instruction(item.text) for item in items) * 2 > len(items)
    return False


def is_instruction(text: str) -> bool:
    """Whether it begins as an instruction does: with a verb, or with `then`, `please` and the like before one."""
    return bool(vocabulary().instruction.match(bare(text)))
