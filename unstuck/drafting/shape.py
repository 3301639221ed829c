"""Parts of a page made what they are: lists that go on, lines of bold words that are headings, sections in sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from unstuck.drafting.tree import Block, Code, Heading, Listing, Note, Paragraph, Picture, Section, Tabs

Part = Heading | Block | Section

LOWEST = 7  # the level of a heading that is only bold words
MOST_IN_HEADING = 90  # letters of a line of bold words that is a heading
BREAK = "\0"  # a line break that the page asks for, until the spaces are settled; no page holds one
_SPACE = re.compile(r"[^\S\n]*\n[^\S\n]*|\s+")

PICTURE = re.compile(r"\s*(?:\[Picture[^\]]*\]\([^)]*\)|\(Picture: [^)]*\))\s*")


def settled(text: str) -> str:
    """The text with single spaces; breaks that the page asks for are line breaks."""
    text = _SPACE.sub(" ", text.replace("\xa0", " ")).replace(BREAK, "\n")
    text = re.sub(r" *\n *", "\n", text)
    return re.sub(r"\*\*(\s*)\*\*", r"\1", text).strip()


def running(text: str, line: int) -> Iterator[Part]:
    """Text between blocks: paragraphs, one a pair of breaks."""
    for piece in re.split(r"\n{2,}", settled(text)):
        if not piece.strip("* \n"):
            continue
        yield Picture(piece.strip(), line) if not PICTURE.sub("", piece) else Paragraph(piece.strip(), line)


def flat(part: Part) -> Block:
    """A part where no heading can stand."""
    if isinstance(part, Heading):
        return Paragraph(f"**{part.text}**", part.line)
    if isinstance(part, Section):
        inner = (Paragraph(f"**{part.title}**", part.line), *part.blocks, *(flat(one) for one in part.sections))
        return Note(inner, part.line)
    return part


_LEAD = re.compile(r"\*\*[^*\n]+\*\*:?")
_LABEL = re.compile(r"[^\n]{2,40}[:：](?:\*\*)?|[^\W\d]+ \d{1,2}[.:]?")


def headed(parts: Sequence[Part]) -> list[Part]:
    """The parts, with lines that are headings in all but name: bold words above others, and labels that come again."""
    found: list[Part] = []
    labels = Counter(_name(part.text) for part in parts if isinstance(part, Paragraph) and _LABEL.fullmatch(part.text))
    for place, part in enumerate(parts):
        last = found[-1] if found else None
        if isinstance(part, Heading) and isinstance(last, Paragraph) and last.text.isdecimal():
            found.pop()
            part = replace(part, text=f"{last.text}. {part.text}")  # the number stands in a circle beside it
        follows = place + 1 < len(parts) and not isinstance(parts[place + 1], Heading)
        if isinstance(part, Paragraph) and follows and labels[_name(part.text)] > 1:
            found.append(Heading(part.text.replace("**", ""), LOWEST + 1, part.line))
            continue
        if isinstance(part, Paragraph) and (lead := _LEAD.match(part.text)):
            first, _, rest = part.text.partition("\n")
            whole = lead.group() == first
            named = not whole and (lead.group().endswith((":", ":**")) or first[lead.end()] == ":") and follows
            short = len(first) <= MOST_IN_HEADING and first.rstrip("*")[-1:] not in ".,;" and not PICTURE.search(first)
            if short and (follows or rest) and (whole or (named and not rest)):
                found.append(Heading(first.replace("**", ""), LOWEST, part.line))
                if rest:
                    found.append(Paragraph(rest, part.line))
                continue
        found.append(part)
    return found


def _name(label: str) -> str:
    """A label without its number: `Step 1` comes again as `Step 2`."""
    return re.sub(r"\d+", "", label)


def joined(parts: Sequence[Part]) -> list[Part]:
    """Parts that belong together made one: tabs side by side, lists that go on behind what broke them."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Tabs) and found and isinstance(found[-1], Tabs):
            found[-1] = Tabs((*found[-1].tabs, *part.tabs), found[-1].line)
        elif isinstance(part, Listing) and (place := _goes_on(found, part)) is not None:
            before = found[place]
            assert isinstance(before, Listing)
            between = tuple(flat(one) for one in found[place + 1 :])
            last = replace(before.items[-1], blocks=(*before.items[-1].blocks, *between))
            found[place:] = [replace(before, items=(*before.items[:-1], last, *part.items))]
        else:
            found.append(part)
    return found


def _goes_on(found: Sequence[Part], listing: Listing) -> int | None:
    """The place of the numbered list that this one continues, if it does."""
    for place in range(len(found) - 1, -1, -1):
        one = found[place]
        if isinstance(one, Listing) and one.ordered and listing.ordered:
            counted = one.start + len(one.items) == listing.start
            only_shown = all(isinstance(x, Picture | Code | Note) for x in found[place + 1 :])
            lazy = listing.start == one.start == 1 and place + 1 < len(found) and only_shown
            return place if counted or lazy else None
        if isinstance(one, Heading | Section):
            return None
    return None


def nested(parts: Sequence[Part]) -> Section:
    """Headings and what stands below them as sections in each other; the first part is the topmost heading."""
    first, *rest = parts
    assert isinstance(first, Heading)
    blocks, sections, place = list[Block](), list[Section](), 0
    while place < len(rest):
        part = rest[place]
        if isinstance(part, Heading):
            end = next((n for n in range(place + 1, len(rest)) if _ends(rest[n], part)), len(rest))
            sections.append(nested(rest[place:end]))
            place = end
        elif isinstance(part, Section):
            sections.append(part)
            place += 1
        else:
            if sections:  # text behind a folded section goes on with what is above it
                sections.append(Section("", part.line, (part,)))
            else:
                blocks.append(part)
            place += 1
    return Section(first.text, first.line, tuple(blocks), tuple(sections))


def regrouped(section: Section) -> Section:
    """The section, with titles that come again, such as "Cause" and "Solution", below the one that they are part of."""
    counts = Counter(one.title.casefold() for one in section.sections)
    found: list[Section] = []
    for one in map(regrouped, section.sections):
        host = found[-1] if found else None
        if host and host.title and counts[host.title.casefold()] == 1 < counts[one.title.casefold()] and one.title:
            found[-1] = replace(host, sections=(*host.sections, one))
        else:
            found.append(one)
    return replace(section, sections=tuple(found))


MOST_IN_LEAD = 70  # letters of a line that names the list below it


def parted(section: Section) -> Section:
    """The section, with lists that are each named by the line above them as sections of their own."""
    inner = tuple(map(parted, section.sections))
    blocks = section.blocks
    places = [n for n in range(1, len(blocks)) if isinstance(blocks[n], Listing) and _names(blocks[n - 1])]
    lists = sum(isinstance(block, Listing) for block in blocks)
    if not section.title or len(places) < 2 or len(places) < lists - 1:
        return replace(section, sections=inner)
    ends = [*(n - 1 for n in places[1:]), len(blocks)]
    own = (
        Section(_lead(blocks[n - 1]), blocks[n - 1].line, tuple(blocks[n:end]))
        for n, end in zip(places, ends, strict=True)
    )
    return replace(section, blocks=blocks[: places[0] - 1], sections=(*own, *inner))


def _names(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and len(block.text) <= MOST_IN_LEAD
        and block.text.rstrip("* ").endswith((":", "："))
    )


def _lead(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return block.text.replace("**", "").rstrip(":： ")


def _ends(part: Part, heading: Heading) -> bool:
    return isinstance(part, Heading) and part.level <= heading.level
