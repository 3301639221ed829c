"""The lines of a page, kept in its text while it is parsed."""

import re

# Each line's number is written into its text before parsing, so that whatever the parser moves stays traceable. The
# two signs are noncharacters of Unicode; the text that comes here holds none.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
NUMBER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_BODY = [re.compile(tag, re.IGNORECASE) for tag in (r"<body\b[^>]*>", r"</head\s*>", r"</title\s*>")]
MARK = re.compile(f"{NUMBER.pattern} ?")


def numbered(text: str, first_line: int) -> str:
    """Each line's number before it, from where the page's body begins: any sign before that would begin it."""
    begins = [found.end() for pattern in _BODY if (found := pattern.search(text))]
    head = text[: begins[0]] if begins else ""
    number = first_line + head.count("\n")
    lines = text[len(head) :].split("\n")
    return head + "\n".join(f"{_OPEN}{number + index}{_CLOSE} {line}" for index, line in enumerate(lines))


def clean(text: str) -> str:
    """A text without the numbers, with single spaces."""
    return " ".join(MARK.sub("", text).split())
