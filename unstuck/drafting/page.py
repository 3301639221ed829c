"""From a file to blocks, whatever it was written in; what cannot be an article is refused."""

import re
from pathlib import Path

from unstuck.drafting.blocks import Source
from unstuck.drafting.html import read_html
from unstuck.drafting.markdown import read_markdown
from unstuck.drafting.plain import read_plain
from unstuck.drafting.shape import shaped
from unstuck.errors import ArticleError

# An article has a few kilobytes; this is a book of a hundred pages.
MOST_BYTES = 250_000

# Signs that control a terminal or a printer and that no reader sees, and those that Unicode keeps for programs.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufdef]")
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|article|main|section|div|h[1-6]|p|ol|ul|table)\b", re.I | re.S
)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^ {0,3}(?:[-*+]|\d+[.)]) .*\*\*|^\*\*[^*\n]+\*\*|^ {0,3}\[[^\]\n]+\]\([^)\n]+\)|^```|\A---\n",
    re.M,
)


def read(path: Path) -> Source:
    """Read an article.

    HTML is told by its suffix or its first tag, Markdown by its suffix or its headings and bold words; everything else
    is plain text.

    Raises:
        ArticleError: the file cannot be read, is empty, too large or not text.
    """
    text = _text(path)
    suffix = path.suffix.lower()
    if suffix in (".html", ".htm", ".xhtml") or (suffix not in (".md", ".markdown") and _HTML.match(text)):
        source = read_html(text, path.name)
    elif _MARKDOWN.search(text):
        source = read_markdown(text, path.name)
    else:
        source = read_plain(text, path.name)
    if not any(map(str.strip, source.visible.values())):
        raise ArticleError("import_empty", f"{path.name} holds no text; write the article into it.")
    return shaped(source)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it is no file"
        raise ArticleError("import_unreadable", f"{path.name} cannot be read ({reason}); name another file.") from None
    if len(data) > MOST_BYTES:
        raise ArticleError(
            "import_too_large", f"{path.name} is larger than {MOST_BYTES // 1000} kB; leave only the article in it."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
        if b"\0" not in data:
            raise ArticleError(
                "import_not_utf8", f"{path.name} is not UTF-8 text; save it as text, Markdown or HTML in UTF-8."
            ) from None
    if b"\0" in data:
        raise ArticleError("import_binary", f"{path.name} is not text; save it as plain text, Markdown or HTML.")
    if not text.strip():
        raise ArticleError("import_empty", f"{path.name} is empty; write the article into it.")
    return _UNSEEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
