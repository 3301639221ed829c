"""Labels of buttons and menus, which stand between `**` in an article."""

import re

_WORD = r"(?:[A-Z][\w’'-]*|[A-Z]{2,}|\d+)"
_NAME = rf"{_WORD}(?: & [a-z]+|(?: & | and (?=[A-Z])| |-)(?:{_WORD}|(?:to|of|for|on|in|the|your|my)(?= [A-Z])))*"
_ACTED_ON = re.compile(
    rf"\b([Tt]ap|[Cc]lick|[Ss]elect|[Cc]hoose|[Pp]ress|[Oo]pen|[Tt]oggle|[Rr]ight-click|[Dd]ouble-click|[Tt]hen|[Ll]abell?ed|[Nn]amed|[Cc]alled)"
    rf"( (?:on )?(?:the )?)({_NAME})(?![\w*])(?!\.\d)(?! (?:button|screen|key)\b)"
)
_VERB = re.compile(
    r"^(?:[A-Z][a-z]+ (?:to|into|on|in)|[Oo]pen|[Tt]ap|[Cc]lick|[Ss]elect|[Cc]hoose|In|Under|From|Then|Via)"
    r"(?: the| your)? "
)
_SMALL = r"(?: (?!(?:and|then|to|or|in|on|for|if|until|with|as|is|again|at|next)\b)[a-z]+){0,2}"
_PATH = re.compile(rf"(?<![\w*>])({_NAME}(?:{_SMALL} (?:>|→|›|»|->) {_NAME})+{_SMALL})(?![\w*])")
_ARROW = re.compile(r" (>|→|›|»|->) ")


# Stands on both sides of slanted words while a text is read; a noncharacter of Unicode, which no text may hold.
SLANT = "\ufdd2"
_SLANTED = re.compile(
    rf"(?P<before>\b(?:tap|click|select|choose|press|pick|touch|hit|open|toggle|tick|then|to|from|and|named|called|labell?ed)"
    rf" (?:on )?(?:the )?|[>→›»] ){SLANT}(?P<label>[^{SLANT}*]+){SLANT}(?! [a-z]+ly\b)",
    re.IGNORECASE,
)


def upright(text: str) -> str:
    """A text without its slants: slanted words that something is done to are labels, others are only stressed."""
    return _SLANTED.sub(r"\g<before>**\g<label>**", text).replace(SLANT, "")


def marked(text: str) -> str:
    """A text whose labels are marked: names in capitals that something is done to, and those of a path such as
    `Settings > General`. A text that has marks already stays as it is."""
    if "**" in text:
        return text
    text = _PATH.sub(lambda found: _path(found.group(1)), text)
    pieces = text.split("**")
    return "**".join(
        piece
        if index % 2
        else _ACTED_ON.sub(lambda found: f"{found.group(1)}{found.group(2)}**{found.group(3)}**", piece)
        for index, piece in enumerate(pieces)
    )


def _path(text: str) -> str:
    """The names of a path marked one by one, without the verb before the first."""
    verb = _VERB.match(text)
    before = verb.group() if verb else ""
    return before + "**" + _ARROW.sub("** > **", text[len(before) :]) + "**"
