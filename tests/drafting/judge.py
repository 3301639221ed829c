"""How much of an article an import has found: its steps, in their fix and in order, and all of its sentences."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import html
from markdown_it import MarkdownIt

from unstuck.drafting.importer import Imported
from unstuck.drafting.report import strings

# `On Android: open Settings` is the step `open Settings`, told for one device.
_LEAD = re.compile(r"^\W*(?:on|in|for|with) [^:,.]{1,40}[:,] ", re.IGNORECASE)
_BLOCK = (
    "p|div|li|d[tld]|t[dhr]|table|h[1-6]|br|summary|[uo]l|section|article|header|footer|nav|aside|form|button|a|span"
)
# Beginnings of items and the names of marks tell one part from the next and are no text.
_MARK = re.compile(
    r"^(?:(?:\d{1,2}|[a-z]|[ivx]+|step|fix|solution|option|workaround|cause|reason|method|plan"
    r"|first|second|third|fourth|fifth)\b ?)+"
)
# So much of a sentence has to stand together: a title that was cut from it, or a label before it, parts it in two.
_KEPT = 0.75


def plain(text: str) -> str:
    """Small letters and digits of a text, with single spaces."""
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("'", "")
    return " ".join(re.findall(r"[^\W_]+", text))


def steps_found(article: Mapping[str, Any], wanted: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[str]]]:
    """For each fix that is wanted its title and those of its steps that the article has in this fix, in this order.

    A fix of the article counts for one that is wanted, a step for one step; a step that has other words on some
    devices counts for each of them.
    """
    left = list(article.get("methods", ()))
    found = []
    for fix in wanted:
        title = plain(fix["title"])
        same = next((x for x in left if title in plain(x["title"]) or plain(x["title"]) in title), None)
        if same:
            left.remove(same)
        found.append((fix["title"], _in_order(fix["steps"], same["steps"] if same else [])))
    return found


def _in_order(wanted: Sequence[str], steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """The longest row of wanted steps that the steps have in this order."""
    if not wanted or not steps:
        return []
    best: list[list[list[str]]] = [[[] for _ in range(len(steps) + 1)] for _ in range(len(wanted) + 1)]
    for i, text in enumerate(wanted):
        for j, step in enumerate(steps):
            both = [*best[i][j], text] if _is(text, step) else []
            if both and j and step.get("variants"):
                both = max(both, [*best[i][j + 1], text], key=len)
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], both, key=len)
    return best[-1][-1]


def _is(wanted: str, step: Mapping[str, Any]) -> bool:
    """Whether a step begins as the wanted one does, by its title, its text, or its text for one device."""
    said = [step["title"], step["text"], f"{step['title']} {step['text']}", *step.get("variants", {}).values()]
    begun = [plain(text) for whole in said for text in (whole, _LEAD.sub("", whole))]
    return any(text.startswith(plain(wanted)) for text in begun)


def sentences_lost(path: Path, imported: Imported) -> list[str]:
    """The sentences that a reader of a file sees and that are neither in the article nor named in the report."""
    report = imported.report
    texts = [*strings(imported.article), *(text for part in (report.headings, report.unplaced) for _, text in part)]
    said = plain(" ".join(texts))
    runs = {*said.split(), *_runs(said)}
    return [text for text in _sentences(_seen(path)) if _share(_runs(_MARK.sub("", plain(text))), runs) < _KEPT]


def _runs(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[at : at + 2]) for at in range(max(len(words) - 1, 1))] if words else []


def _share(runs: Sequence[str], kept: Iterable[str]) -> float:
    return sum(run in kept for run in runs) / len(runs) if runs else 1.0


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from re.split(r"(?<=[.!?:])\s+", text)


def _seen(path: Path) -> Iterator[str]:
    """The text of a file piece by piece, read in another way than the import reads it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        return (
            " ".join(part.split()) for part in re.split(r"\n\s*\n|\n(?=\s*(?:\W|\w{1,3}[.)]|[QA]:)\s)|  +|\|", text)
        )
    head = ""
    if path.suffix == ".md":
        front = re.match(r"---\n(.*?)\n---\n", text, re.S)
        head = front.group(1) if front else ""
        text = MarkdownIt("commonmark").enable(["table"]).render(text[front.end() :] if front else text)
    text = re.sub(r"<(style|script|head|noscript)\b.*?</\1>", " ", text, flags=re.S | re.I)
    text = re.sub(rf"<(/?(?:{_BLOCK}))\b", r"\n<\1", text)
    return iter([*head.split("\n"), *html.fromstring(f"<div>{text}</div>").text_content().split("\n")])
