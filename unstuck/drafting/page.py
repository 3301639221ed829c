"""From a file to a page, whatever it was written in; what cannot be one is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lxml import html as lxml_html
from lxml.html import HtmlElement

from unstuck.drafting import content, markdown, plain
from unstuck.drafting.html import Reader
from unstuck.drafting.marks import listed
from unstuck.drafting.shape import LOWEST, MOST_IN_HEADING, Part, headed, joined, nested, parted, regrouped
from unstuck.drafting.tree import Block, Heading, Item, Listing, Page, Paragraph, Section
from unstuck.errors import ArticleError

# A how-to has a few kilobytes, the page around it a few hundred.
MOST_BYTES = 1_000_000

# Signs that control a terminal or a printer and that no reader sees, and those that Unicode keeps for programs.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200b\ufeff\ufdd0-\ufdef]")
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|article|main|section|div|h[1-6]|p|ol|ul|table)\b", re.I | re.S
)
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^\*\*[^*\n]+\*\*|^ {0,3}(?:[-*+] )?\[[^\]\n]+\]\([^)\n]+\)|^```|\A(?:---|\+{3})\n", re.M
)
_FRONT = re.compile(r"---\n.*?\n---\n", re.S)
# What a site puts behind the title of each of its pages.
_SITE = re.compile(r"\s+(?:[|–—·»]|-(?=\s))\s+[^|–—·»]{1,60}$")


def read(path: Path) -> Page:
    """Read a page.

    HTML is told by its suffix or its first tag, Markdown by its suffix or its headings and links; everything else is
    plain text.

    Raises:
        ArticleError: the file cannot be read, is empty, too large or not text.
    """
    text = _text(path)
    suffix = path.suffix.lower()
    if suffix in (".html", ".htm", ".xhtml") or (suffix not in (".md", ".markdown", ".mdx") and _HTML.match(text)):
        page = _of_html(text)
    elif suffix in (".md", ".markdown", ".mdx") or _MARKDOWN.search(text):
        page = _of_lined(markdown.to_html(text))
    else:
        simple, lines = plain.to_markdown(text)
        page = _at_lines(_of_lined(markdown.simple_to_html(simple), flat=True), lines)
    if not (page.root.blocks or page.root.sections):
        raise ArticleError("import_empty", f"{path.name} holds no text; write the article into it.")
    return page


def _of_html(text: str) -> Page:
    front = _FRONT.match(text)  # what a site builder reads
    if front:
        text = markdown.title_of(front.group()) + "\n" * front.group().count("\n") + text[front.end() :]
    document = lxml_html.document_fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    found = document.xpath('//link[@rel="canonical"]/@href')
    reader = Reader(found[0] if found else "", own_lines=True)
    if content.unfold(document):
        text = lxml_html.tostring(document, encoding="unicode")
    main = content.main(document, text)
    around = tuple(content.around(document, main, reader))
    return Page(_rooted(document, list(reader.parts(main)), reader), around)


def _of_lined(text: str, flat: bool = False) -> Page:
    document = lxml_html.fromstring(f"<main>{text}</main>")
    reader = Reader()
    return Page(_rooted(document, list(reader.parts(document)), reader, flat))


def _rooted(document: HtmlElement, parts: Sequence[Part], reader: Reader, flat: bool = False) -> Section:
    """All parts below the page's title; of a `flat` page the first heading is the title, whatever its level."""
    parts = headed(joined(listed(parts)))
    tops = [part for part in parts if isinstance(part, Heading) and part.level == 1]
    named = next((reader.words(one) for one in document.iter("title")), "")
    outside = next((one for one in document.iter("h1")), None)
    if tops:
        title, line = tops[0].text, tops[0].line
        parts = [part for part in parts if part is not tops[0]]
    elif outside is not None or named:
        title, line = reader.words(outside) if outside is not None else _SITE.sub("", named), 1
    else:
        title, line = "", 1
        first = parts[0] if parts else None
        levels = [part.level for part in parts[1:] if isinstance(part, Heading)]
        heads = isinstance(first, Heading) and (flat or first.level < min(levels, default=LOWEST + 1))
        short = isinstance(first, Paragraph) and "\n" not in first.text and len(first.text) <= MOST_IN_HEADING
        if isinstance(first, Heading | Paragraph) and (heads or (short and parts[1:])):
            title, line, parts = first.text, first.line, parts[1:]
    return parted(regrouped(nested([Heading(title.replace("**", ""), 0, line), *parts])))


def _at_lines(page: Page, lines: Sequence[int]) -> Page:
    """The page with the lines of the file, where it was read by those of its Markdown."""

    def moved(block: Block) -> Block:
        block = replace(block, line=lines[block.line - 1])
        if isinstance(block, Listing):
            items = (Item(tuple(map(moved, item.blocks)), lines[item.line - 1]) for item in block.items)
            return replace(block, items=tuple(items))
        return block

    def placed(section: Section) -> Section:
        sections = tuple(map(placed, section.sections))
        return Section(section.title, lines[section.line - 1], tuple(map(moved, section.blocks)), sections)

    return Page(placed(page.root), page.around)


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
