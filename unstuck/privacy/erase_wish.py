"""The wish that everything is erased, in a person's own words: data/erasing.yml has the patterns."""

from __future__ import annotations

import re
from functools import lru_cache

from ruamel.yaml import YAML

from unstuck.settings import ROOT

LONGEST = 120  # characters: whoever writes more says something else as well
_SIGNS = re.compile(r"[\s.,;:!?¡¿…\"“”()。、！？؟،؛-]+")


def wants_erasure(text: str) -> bool:
    """Whether a whole message says that the person's data, or this conversation, is to be erased."""
    if len(text) > LONGEST:
        return False
    wishes, around, *_ = _patterns()
    bare = " ".join(around.sub(" ", f" {_plain(text)} ").split())
    return bool(wishes.fullmatch(bare))


def yes_or_no(text: str) -> bool | None:
    """Whether a whole message is a yes or a no to the question whether to erase; None if it is neither."""
    _, _, yes, no = _patterns()
    said = _plain(text)
    return True if yes.fullmatch(said) else False if no.fullmatch(said) else None


def _plain(text: str) -> str:
    """Small letters, one kind of apostrophe, and one space in the place of all signs."""
    return _SIGNS.sub(" ", text.casefold().replace("’", "'").replace("-moi", " moi")).strip()


@lru_cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Wishes, what may stand around one, what is a yes, and what is a no."""
    with (ROOT / "data" / "erasing.yml").open(encoding="utf-8") as file:
        data = YAML(typ="safe").load(file)
    wishes, around = ("|".join(data[name]) for name in ("wishes", "around"))
    stands_around = re.compile(rf"(?<= )(?:{around})(?= )")
    return re.compile(wishes), stands_around, re.compile(data["yes"]), re.compile(data["no"])
