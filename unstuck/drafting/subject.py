"""What a page is about: the product, what it runs on, and the language that it is written in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from unstuck.drafting.tree import Page, text_of
from unstuck.understanding.language import LanguageReader

# Names of one or more words with capital letters, inside a sentence, where the capital means something.
_NAME = re.compile(r"(?<=[a-z,;] )(?:[A-Z][\w+-]*[a-z0-9]|[A-Z]{2,})(?: (?:[A-Z][\w+-]*|\d+))*")
_LABEL = re.compile(r"\*\*[^*\n]+\*\*")
PLATFORMS = {
    "iPhone": r"\biphone|\bios\b", "iPad": r"\bipad", "Android": r"\bandroid", "Windows": r"\bwindows\b",
    "Mac": r"\bmac(?:os|book)?\b", "Linux": r"\blinux\b|\bubuntu\b", "web": r"\bbrowser\b|\bchrome\b|\bfirefox\b",
}  # fmt: skip
NO_PLATFORM, NO_PRODUCT = "any device", "?"
OFTEN = 3  # times that a name has to stand in a page to be what it is about without being in its title


@dataclass(frozen=True)
class Subject:
    """The product and the platforms, whether somebody said so or the page is clear about it, and the language."""

    product: str
    platforms: tuple[str, ...]
    product_is_sure: bool
    platforms_are_sure: bool
    language: str


def subject_of(page: Page, product: str, platforms: Sequence[str]) -> Subject:
    """What a page is about; what is given is taken as it is."""
    text = "\n".join(text_of(*section.blocks) for section in page.root.walk())
    plain = _plain(text)
    small = set(re.findall(r"\b[a-z]+\b", plain))
    counts = Counter(name for name in _NAME.findall(plain) if name.lower() not in small)
    whole_and_last = [one for name, _ in counts.most_common() for one in (name, name.split()[-1])]
    in_title = [name for name in whole_and_last if re.search(rf"\b{re.escape(name)}\b", page.root.title)]
    frequent = [name for name, count in counts.most_common(1) if count >= OFTEN]
    found = next(iter([*in_title, *frequent]), "")
    spoken = re.search(rf"\b{re.escape(found)}\b", _plain(_LABEL.sub("", text)))  # a label alone may be a button's
    named = {name: len(re.findall(words, f"{page.root.title}\n{plain}".lower())) for name, words in PLATFORMS.items()}
    runs_on = tuple(name for name, count in named.items() if count)
    return Subject(
        product or found or page.root.title or NO_PRODUCT,
        tuple(platforms) or runs_on or (NO_PLATFORM,),
        bool(product or (in_title and spoken)),
        bool(platforms) or len(runs_on) == 1,
        LanguageReader(()).language(plain[:2000]),
    )


def _plain(text: str) -> str:
    """A text without its marks and without what a screen says, which is no name."""
    return re.sub(r"\]\([^)]*\)|[\[\]*]|[“\"«][^”\"»]*[”\"»]", "", text)
