"""What an article is about: its product, its platforms, the messages on the screen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from unstuck.drafting.blocks import bare
from unstuck.drafting.sections import is_instruction
from unstuck.drafting.sentences import SMALL_WORDS, sentences
from unstuck.drafting.vocabulary import vocabulary

_QUOTED = re.compile(r"“([^”]{3,120})”|\"([^\"]{3,120})\"|(?<!\w)[‘']([^‘’']{6,120})[’'](?!\w)|«([^»]{3,120})»")
_SAYS = re.compile(r"\b(?:says?|shows?|reads?|message|error|displays?|see|get)\W*$", re.IGNORECASE)
_CODE = re.compile(
    r"\b(?:0x[0-9A-Fa-f]{4,8}|(?:error(?: code)?|code)[ :#]*(?:[A-Z]{0,5}[-_]?\d[\w-]*)|[A-Z]{2,}(?:_[A-Z0-9]+)+"
    r"|E\d{1,4}\b)",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-Z]\w*(?:[ -](?:[A-Z]\w+|\d{1,4}))*")
_APP = re.compile(
    r"(?:(?<=\bthe )|(?<=\bThe )|(?<=\byour )|(?<=\bopen )|(?<=\bOpen ))([A-Z][\w-]*(?: [A-Z][\w-]*){0,2}) "
    r"(?:(?:desktop |mobile )?app|application|client|website|site|printer|router)\b"
)
_LABEL = re.compile(
    r"^(product|app|application|applies to|device|platforms?|software|service)\s*:\s*(.+)$", re.IGNORECASE
)


def error_messages(title: str, beginning: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    """The messages that an article is on, as it quotes them: those of its title and those that its beginning says are
    shown; else all that its beginning quotes, else those of `others`, which are its further headings."""
    named = [*quoted(title), *(message for text in beginning for message in quoted(text, shown=True))]
    for found in (named, *([message for text in texts for message in quoted(text)] for texts in (beginning, others))):
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def quoted(text: str, shown: bool = False) -> list[str]:
    """Quoted messages and error codes of a text; only those that it says are `shown`, if wanted. One word in quotes is
    a label, not a message."""
    messages = []
    for found in _QUOTED.finditer(text):
        message = _without_end(next(filter(None, found.groups())))
        if (
            (not shown and len(message.split()) > 1)
            or (not shown and re.search(r"\d", message))
            or _SAYS.search(text[: found.start()])
        ):
            messages.append(message)
    rest = "" if shown else _QUOTED.sub(" ", text)
    codes = [code.group() for code in _CODE.finditer(rest) if re.search(r"\d|_", code.group())]
    return [*messages, *(code[0].upper() + code[1:] for code in codes)]


def _without_end(text: str) -> str:
    return bare(text).rstrip(".,;!").strip()


def platforms(texts: Iterable[str]) -> tuple[str, ...]:
    """The platforms that a text names, in the order of their first mention; the wider name goes with a narrower one."""
    written = "|".join(map(re.escape, sorted(vocabulary().platforms, key=len, reverse=True)))
    found = re.finditer(rf"(?<![\w-])({written})(?:e?s)?(?![\w-])", " ".join(texts))
    names = tuple(dict.fromkeys(vocabulary().platforms[name.group(1)] for name in found))
    return tuple(name for name in names if not any(other != name and other.startswith(f"{name} ") for other in names))


def product(title: str, texts: list[str], messages: Iterable[str]) -> tuple[str, bool]:
    """The app or device that an article is on, and whether that is sure.

    A line such as `Product: ...` tells; else the name that the text calls an app, or that comes up most often where no
    sentence begins. Names in the title count most.
    """
    for text in texts:
        if (label := _LABEL.match(bare(text))) and label.group(1).lower() in (
            "product",
            "app",
            "application",
            "software",
        ):
            return label.group(2).split(",")[0].strip().rstrip("."), True
    said = " ".join(messages)
    votes: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    for text in texts:
        plain = _QUOTED.sub(" ", bare(text))
        for found in _APP.findall(plain):
            votes[_trimmed(found)] += 4
        # Marked words are labels on the screen.
        if text.isupper():
            continue
        for sentence in sentences(_QUOTED.sub(" ", re.sub(r"\*\*.*?\*\*", " ", text))):
            for name in _NAME.finditer(sentence):
                trimmed = _trimmed(name.group())
                inside = name.start() or not name.group().startswith(trimmed)
                (votes if inside else starts)[trimmed] += 1
    for name in _NAME.finditer(_QUOTED.sub(" ", title)):
        trimmed = _trimmed(name.group())
        if name.start() or votes[trimmed]:
            votes[trimmed] += 3
    for said_inside in votes:
        votes[said_inside] += starts[said_inside]
        votes[said_inside] //= 1 + (len(said_inside) < 4 and said_inside.isupper())
    votes, starts = (
        Counter({name: n for name, n in counts.items() if _is_product(name) and name not in said})
        for counts in (votes, starts)
    )
    if not votes:
        named = (_trimmed(name) for name in _NAME.findall(_QUOTED.sub(" ", title)))
        return next((name for name in named if name in starts), ""), False
    (best, most), *others = votes.most_common(2)
    return best, most >= 3 and (not others or most >= 1.5 * others[0][1])


def _trimmed(name: str) -> str:
    """A name without words at its ends that are no part of one, such as `Open` or `Settings`."""
    words = name.split()
    while words and words[0].lower() in vocabulary().no_products:
        words = words[1:]
    while words and (words[-1].lower() in vocabulary().no_products):
        words = words[:-1]
    return " ".join(words)


def _is_product(name: str) -> bool:
    if not name or name.lower() in vocabulary().no_products or name in vocabulary().platforms:
        return False
    if " " not in name and is_instruction(name):
        return False
    if name.lower() in SMALL_WORDS:
        return False
    return len(name) > 1 and not name.replace(" ", "").isdigit() and not re.fullmatch(r"[A-Z]\d*", name)
