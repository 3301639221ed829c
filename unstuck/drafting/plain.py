"""Plain text as the simplest Markdown: headings get their signs, and lines that stand for themselves an empty line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

# The beginning of an entry: a sign, a number or a letter with its mark, a number in a circle.
ENTRY = re.compile(r"\s*(?:(?:[-*+•‣▪●○·–—]|\(?(\d{1,2})[.)]|[a-z]\))\s+|[①-⑳]\s*)(?=\S)")
_LETTER = re.compile(r"\s*[A-Z]\)\s+\S")  # what such a line stands above is set in
_BRACKETS = re.compile(r"(?<=\S)\s*\([^()]*\)$")
# A second entry that was joined to the line of the one before, as tools that flatten pages do it.
_JOINED = re.compile(r"(?<=[.!?:]) (?=- \S[^.]{2,80}$)")
_SIGNS = re.compile(r"([*_`<>\[\]#|~])")
_RULE = re.compile(r"\s*([=\-~*#_])\1{2,}\s*$")
# A line between signs that only set it off: `=== Contents ===`.
_SET_OFF = re.compile(r"\s*([=\-~*#_])\1+\s+(\S.*?)\s+\1{2,}\s*$")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+\S")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")  # letters of which two are about a word
_ENDS = ".,;!)。，；！"
MOST_WORDS = 14  # of a heading; longer ones are sentences
SHORT = 0.6  # of the longest line; a shorter one, with another below it, was broken by its writer
WRAPPED = 0.5  # the share of full lines from which a text is taken for one that was broken at its margin


def to_markdown(text: str) -> tuple[str, list[int]]:
    """The text as Markdown, and for each of its lines the line of the text that it is, counted from 1."""
    lines = list(_unjoined(text.rstrip().split("\n")))
    wrapped = _is_wrapped([line for _, line in lines])
    made: list[tuple[int, str]] = []
    margin = max((len(line) for _, line in lines), default=0)
    base = -1
    titles = _counted_titles([line for _, line in lines])
    ruled = any(_RULE.match(below) and above.strip() for (_, above), (_, below) in pairwise(lines))
    for place, (number, line) in enumerate(lines):
        before = lines[place - 1][1] if place and not _RULE.match(lines[place - 1][1]) else ""
        below = lines[place + 1][1] if place + 1 < len(lines) else ""
        after = next((one for _, one in lines[place + 1 :] if one.strip() or wrapped), "")
        if _RULE.match(line):
            made.append((number, ""))
        elif found := _SET_OFF.match(line):
            made += [(number, ""), (number, f"## {_escaped(found.group(2))}"), (number, "")]
        elif _is_heading(line, before, below, after, wrapped) or (place in titles):
            made += [
                (number, ""),
                (number, f"{'#' * _level(line, after, ruled)} {_escaped(line.strip())}"),
                (number, ""),
            ]
        elif ENTRY.match(line) and not line.startswith("|"):
            indent = len(line) - len(line.lstrip())
            base = indent if base < 0 else min(base, indent)
            made += [*([] if (wrapped and base < indent) or _is_entry(before) else [(number, "")])]
            made.append((number, _entry(line, indent - base)))
            continue
        elif wrapped:
            ends = line.strip() and after.strip() and len(line) < SHORT * margin
            made.append((number, _escaped(line) + "  " * bool(ends)))
        else:
            made += _loose(number, line, before)
        if line.strip() and not line.startswith(" "):
            base = -1
    return "\n".join(line for _, line in made), [number for number, _ in made]


def _loose(number: int, line: str, before: str) -> list[tuple[int, str]]:
    """A line that stands for itself; directly below an entry without an end it is that entry's text."""
    if line.startswith("|") and before.startswith("|"):
        return [(number, line)]
    entry = ENTRY.match(before)
    inside = entry and not before.rstrip().endswith((".", "!", "?", ";", ","))
    indent = len(before) - len(before.lstrip()) + len(f"{entry.group(1) or ''}. ") if entry and inside else 0
    return [(number, ""), (number, " " * indent + _escaped(line.strip()))]


def _unjoined(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines, 1):
        for part in _JOINED.split(line.replace("\t", "    ").rstrip()):
            yield number, part


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines were broken at a margin: most that are followed by another end near the longest, mid-sentence."""
    pairs = [(one, two) for one, two in pairwise(lines) if one.strip() and two.strip()]
    prose = [(one, two) for one, two in pairs if not ENTRY.match(two) and _size(one) > MOST_WORDS // 2]
    if not prose:
        return any(not line.strip() for line in lines)
    broken = [one for one, _ in prose if one[-1] not in ".!?:;。！？："]
    return len(broken) >= WRAPPED * len(prose) and max(map(len, (one for one, _ in prose))) <= 120


def _is_heading(line: str, before: str, below: str, after: str, wrapped: bool) -> bool:
    text = _BRACKETS.sub("", line.strip())
    if not text or text.startswith("|") or _size(text) > MOST_WORDS or not any(map(str.isalpha, text)):
        return False
    if _RULE.match(after) and not before.strip():
        return True
    entry = ENTRY.match(line)
    if _LETTER.match(line) and after.strip() and _indent(line) < _indent(after):
        return True
    if not after.strip() and not wrapped:
        return False
    alone = not before.strip() and not after.strip()
    if entry:
        return alone and bool(entry.group(1)) and text[-1] not in ".,;:。" and wrapped
    first = text.split()[0]
    if not (any(map(str.isupper, first)) or text[0].isdigit() or not text[0].isascii() or text[0] in "“\"'¿¡("):
        return False
    if text.isupper() and len(text) > 3:
        return not any(beside.isupper() and not _is_entry(beside) for beside in (before, below))
    if text[-1] in _ENDS or (text[-1] in ":：" and _size(text) > 4):
        return False
    return alone or not wrapped or (text[-1] in "?:" and not before.strip())


def _counted_titles(lines: Sequence[str]) -> frozenset[int]:
    """The places of counted lines that are headings: all stand alone, none is a sentence, and each has text below."""
    counted = [place for place, line in enumerate(lines) if (found := ENTRY.match(line)) and found.group(1)]
    for place in counted:
        text = next((line for line in lines[place + 1 :] if line.strip()), "")
        alone = not "".join((*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2])).strip()
        if not alone or not text or ENTRY.match(text) or lines[place].rstrip()[-1] in _ENDS + ":：":
            return frozenset()
    return frozenset(counted) if len(counted) > 1 else frozenset()


def _size(text: str) -> int:
    """How many words a line has, about."""
    return len(_WIDE.sub("", text).split()) + len(_WIDE.findall(text)) // 2


def _level(line: str, after: str, ruled: bool) -> int:
    """The level of a heading; of a text with lines below its headings, one without is below those."""
    text = line.strip()
    if rule := _RULE.match(after):
        return 2 if rule.group(1) in "=#" else 3
    level = 3 + number.group(1).count(".") if (number := _NUMBERED.match(text)) else 3 - text.isupper()
    lettered = bool(_LETTER.match(line)) and _indent(line) < _indent(after)
    return level + 2 * ruled + lettered


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_entry(line: str) -> bool:
    return bool(ENTRY.match(line))


def _entry(line: str, indent: int) -> str:
    """An entry with a sign that Markdown knows, so far to the right of the first of its list."""
    found = ENTRY.match(line)
    assert found
    number = found.group(1)
    return f"{' ' * indent}{number + '.' if number else '-'} {_escaped(line[found.end() :])}"


def _escaped(text: str) -> str:
    """The text without Markdown's own meaning, save for tables."""
    return text if text.lstrip().startswith("|") else _SIGNS.sub(r"\\\1", text)
