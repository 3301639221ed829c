"""What of a page stands around its article: menus, footers, notices, what is hidden."""

from __future__ import annotations

from lxml import etree

from unstuck.drafting.vocabulary import vocabulary

_TAGS = {"nav", "footer", "button", "select", "textarea", "figcaption", "menu"}
_ROLES = {"alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "navigation", "search"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNCLEAR = {"header", "aside", "form"}  # parts of the article, or around it
# A part with more of the page's text than this is the article, whatever it is called.
_MOST_TEXT = 0.4


class Around:
    """Tells for the elements of one page whether they stand around its article."""

    def __init__(self, page: etree._Element) -> None:
        self.inside = _inside(page)
        self._sizes: dict[etree._Element, int] = {}
        self._holders: set[etree._Element] = set()
        for _, element in etree.iterwalk(page, events=("end",)):
            self._measure(element)
        self._most = _MOST_TEXT * self._sizes[page]
        self._body = {element for tag in ("html", "body") for element in page.iter(tag)}

    def is_around(self, element: etree._Element) -> bool:
        """Whether an element with all that it holds is no part of the article."""
        if element in self._body or element in self.inside:
            return False
        if element.tag in _TAGS or _is_hidden(element):
            return True
        if element.tag in ("header", "aside") and self.inside:
            return False
        if element.tag in _UNCLEAR or element.get("role") in _ROLES or _is_called_so(element):
            return not self._holds_the_article(element)
        return _holds_a_form(element) and not self._holds_the_article(element)

    def _measure(self, element: etree._Element) -> None:
        """Note how much text an element holds, and whether it holds the title; those inside it are measured."""
        own = len(element.text or "") + sum(len(child.tail or "") for child in element)
        self._sizes[element] = own + sum(self._sizes.get(child, 0) for child in element)
        if element.tag == "h1" or element in self.inside or any(child in self._holders for child in element):
            self._holders.add(element)

    def _holds_the_article(self, element: etree._Element) -> bool:
        return element in self._holders or self._sizes[element] > self._most


def _inside(page: etree._Element) -> set[etree._Element]:
    """The elements that hold the article, where the page marks them: the one `article` with the title, else all."""
    articles = [element for element in page.iter("article") if next(element.iter("h1"), None) is not None]
    if len(articles) == 1:
        return set(articles)
    return {element for tag in ("main", "article") for element in page.iter(tag)}


def _is_called_so(element: etree._Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return any(vocabulary().around_classes.match(name) for name in names)


def _holds_a_form(element: etree._Element) -> bool:
    """Whether a part is a small box around a form, such as one to order a newsletter by."""
    return element.tag in ("div", "section") and any(child.tag == "form" for child in element)


def _is_hidden(element: etree._Element) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def is_layout(table: etree._Element) -> bool:
    """Whether a table only places things on the page: it holds headings or a table, has one row, or one cell a row."""
    rows = list(table.iter("tr"))
    if len(rows) == 1 or any(element is not table for element in table.iter("table", *_HEADINGS)):
        return True
    return all(sum(cell.tag in ("td", "th") for cell in row) < 2 for row in rows)
