"""From what stands in a section to the steps of fixes: whole where nothing says where one ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from unstuck.drafting.shape import MOST_IN_LEAD
from unstuck.drafting.tree import Block, Item, Listing, Note, Paragraph, Tabs, text_of

# A title at the beginning of an entry: bold words with their own end, or all of its first line.
_TITLE = re.compile(r"\*\*([^*\n]{2,80}?)\s*([.:!?]?)\*\*\s*([:.–—-]?)\s*(?=\S)", re.S)
_COUNT = re.compile(r"\W*\d{1,2}(?:\.\d{1,2})*(?:[.:)、](?!\d)\s*|\s*[-–—]\s+)(?=[^\s\d])")
_COUNTED = re.compile(r"\W*([^\W\d]+) #?(\d{1,2})(?:\s*(?:/|\w{2,3}\s)\s*\d+(?=\W*$|\s*[.:)–—-]))?\s*[.:)\-–—]*\s*")
AreSteps = Callable[[Sequence[str]], bool]
FEWEST_LETTERS = 2
FEWEST_PARAGRAPHS = 2  # that say what to do, from which each is a step


@dataclass
class Step:
    """One step: its title where it has one, its text, and what stands behind it that helps."""

    text: str
    title: str = ""
    help: str = ""
    line: int = 0


@dataclass
class Fix:
    """One fix in the making. `explicit` tells that the page counts its steps."""

    title: str
    line: int
    sureness: float
    why: str = ""
    steps: list[Step] = field(default_factory=list)
    explicit: bool = False


def fixes_of(title: str, line: int, sureness: float, blocks: Sequence[Block], are_steps: AreSteps) -> list[Fix]:
    """The fixes that the text of one section holds: one, or one a tab, or one a list that is named for itself.

    `are_steps` tells whether the entries of a list that is not counted are steps.
    """
    tabs = [block for block in blocks if isinstance(block, Tabs)]
    if tabs and any(isinstance(block, Listing) for _, inner in tabs[0].tabs for block in inner):
        before = [block for block in blocks if not isinstance(block, Tabs)]
        found = [
            fix
            for label, inner in chain.from_iterable(one.tabs for one in tabs)
            for fix in fixes_of(f"{title}: {label}" if label else title, line, sureness, inner, are_steps)
        ]
        found[0].why = "\n".join(filter(None, (text_of(*before), found[0].why)))
        return found
    lists = [place for place, block in enumerate(blocks) if _counts(block)] or [
        place for place, block in enumerate(blocks) if isinstance(block, Listing) and _tells(block, are_steps)
    ]
    lists = lists or ([0] if len(blocks) == 1 and _may_tell(blocks[0]) else [])
    if not lists:
        return [_told(title, line, sureness, blocks, are_steps)]
    fix = Fix(title, line, sureness, why=text_of(*blocks[: lists[0]]), explicit=_counts(blocks[lists[0]]))
    for number, place in enumerate(lists):
        block = blocks[place]
        assert isinstance(block, Listing)
        fix.steps += map(step_of, block.items)
        end = lists[number + 1] if number + 1 < len(lists) else len(blocks)
        if fix.steps and (rest := text_of(*blocks[place + 1 : end])):
            last = fix.steps[-1]
            last.help = "\n".join(filter(None, (last.help, rest)))
    return [fix]


def _counts(block: Block) -> bool:
    return isinstance(block, Listing) and block.ordered


def _tells(listing: Listing, are_steps: AreSteps) -> bool:
    texts = [text_of(*item.blocks) for item in listing.items]
    if listing.leads:
        return False
    return sum(bool(titled(text)[0]) for text in texts) * 2 > len(texts) or are_steps(texts)


def _may_tell(block: Block) -> bool:
    """Whether a list that is all there is to a fix may be its steps: not where it only leads elsewhere."""
    entries = [text_of(*item.blocks) for item in block.items] if isinstance(block, Listing) and not block.leads else []
    return len(entries) > 1 and not all(map(leads_elsewhere, entries))


def leads_elsewhere(text: str) -> bool:
    """Whether a text is no more than a link."""
    return bool(re.fullmatch(r"(?:- )?\[[^\]]*\]\([^)]*\)", text))


def _told(title: str, line: int, sureness: float, blocks: Sequence[Block], are_steps: AreSteps) -> Fix:
    """A fix in running text: each paragraph that says what to do begins a step, what follows belongs to it."""
    texts = {n: one.text for n, one in enumerate(blocks) if isinstance(one, Paragraph)}
    begins = [n for n, text in texts.items() if are_steps([text])]
    if len(texts) >= FEWEST_PARAGRAPHS and are_steps([*texts.values()]):
        begins = [*texts]
    if len(begins) < FEWEST_PARAGRAPHS:
        return Fix(title, line, sureness, steps=_whole(blocks))
    ends = [*begins[1:], len(blocks)]
    steps = [Step(text_of(*blocks[a:b]), line=blocks[a].line) for a, b in zip(begins, ends, strict=True)]
    return Fix(title, line, sureness, text_of(*blocks[: begins[0]]), steps)


def _whole(blocks: Sequence[Block]) -> list[Step]:
    """All blocks as one step."""
    text = text_of(*blocks)
    return [Step(text, line=blocks[0].line)] if len(text) >= FEWEST_LETTERS else []


def step_of(item: Item) -> Step:
    """The step that an entry of a list is."""
    notes = [block for block in item.blocks if isinstance(block, Note)]
    text = text_of(*(block for block in item.blocks if not isinstance(block, Note)))
    title, text = titled(text)
    return Step(text or text_of(*notes), title, text_of(*notes) if text else "", item.line)


def titled(text: str) -> tuple[str, str]:
    """The title that an entry gives itself, and the rest; no title where none stands out."""
    found = _TITLE.match(text)
    if found and (found.group(2) or found.group(3)) and len(text) > found.end():
        return found.group(1).strip(), text[found.end() :].strip()
    first, _, rest = text.partition("\n")
    bold = re.fullmatch(r"\*\*[^*]+\*\*", first)
    plain = (
        rest and not re.match(r"- |\d+\. |\[Picture", rest) and first[-1] not in ".:;,!)" and len(first) <= MOST_IN_LEAD
    )
    if rest and (bold or plain):
        return first.replace("**", ""), rest.strip()
    return "", text


def uncounted(title: str) -> str:
    """A title without the number that it begins with."""
    return _COUNT.sub("", title, count=1) if _COUNT.match(title) else title


def counted_among(titles: Sequence[str]) -> list[str]:
    """Titles beside each other without their count, such as `Method 1:`: one word, and numbers from 1 on.

    A title that is nothing else keeps it; so do `Windows 7` and `Windows 10`.
    """
    found = [_COUNTED.match(title) for title in titles]
    numbers: dict[str, list[int]] = {}
    for one in found:
        if one:
            numbers.setdefault(one.group(1).lower(), []).append(int(one.group(2)))
    counts = {word for word, given in numbers.items() if given[:2] == [1, 2]}
    pairs = zip(titles, found, strict=True)
    return [title[one.end() :] or title if one and one.group(1).lower() in counts else title for title, one in pairs]
