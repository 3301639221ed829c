"""What a reviewer would say of an article: parts that say nothing, examples that teach nothing, words that lead away.

Only what no reviewer would overrule: each doubt tells what is the matter and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from unstuck.articles.model import Article, Method, owner
from unstuck.articles.training import Examples

Place = tuple[str | int, ...]

FRAMED = 0.5  # the share of examples that repeat one title from which they are made of frames
FEWEST = 5  # examples from which frames can be told
ONE_STEP = 3  # fixes of one step in a row, nothing between them, that are rather the steps of one fix
SAME_FIXES = 3  # causes that all lead to the same fixes in the same order
_WORDS = re.compile(r"\w+")
_LINK = re.compile(r"\]\(\s*([^)\s]*)")


def weak_parts(article: Article) -> Iterator[tuple[Place, str]]:
    """Parts of one article that help nobody, with their places."""
    if not article.methods:
        yield ("title",), "there is no fix in it; write one below `methods`, or leave it a draft."
    yield from _titles(article)
    yield from _rows_of_steps(article.methods)
    for index, cause in enumerate(article.causes):
        if article.methods and not cause.methods:
            yield ("causes", index), f"'{cause.id}' leads to no fix; name those that help in its `methods`."
    led = [cause.methods for cause in article.causes]
    if len(led) >= SAME_FIXES and len(set(led)) == 1 and len(led[0]) > 1:
        why = "every cause leads to the same fixes, so asking for one changes nothing; name only those that help."
        yield ("causes",), why
    for place, text in texts_of(article):
        for address in _LINK.findall(text):
            if not address.startswith("https://"):
                yield place, f"'{address}' is no https:// address, and shown as plain text; correct it."


def _titles(article: Article) -> Iterator[tuple[Place, str]]:
    for index, method in enumerate(article.methods):
        for number, step in enumerate(method.steps):
            if step.title and _said(step.title) == _said(step.text):
                place = ("methods", index, "steps", number)
                yield place, f"the title “{step.title}” says what the text says; leave the title out."
    for index, cause in enumerate(article.causes):
        if _said(cause.title) == _said(cause.explanation):
            yield ("causes", index), f"the explanation of '{cause.id}' is its title; tell why it happens."


def _rows_of_steps(methods: Sequence[Method]) -> Iterator[tuple[Place, str]]:
    """Fixes of one step each, that say in their step what they are called."""
    row: list[int] = []
    for index, method in enumerate([*methods, None]):
        if method and _is_its_step(method):
            row.append(index)
            continue
        if len(row) >= ONE_STEP:
            yield (
                ("methods", row[0]),
                f"{len(row)} fixes in a row have one step, named like the fix; make them the steps of one fix.",
            )
        row = []


def _is_its_step(method: Method) -> bool:
    first, *more = method.steps
    return not more and _said(method.title) in (_said(first.text), _said(first.title or ""))


def weak_examples(articles: Sequence[Article], written: Sequence[Examples]) -> Iterator[str]:
    """Examples that teach nothing: made of frames, or another intent's as well."""
    titles = _titles_of_intents(articles)
    meant: dict[tuple[str, ...], Examples] = {}
    for one in written:
        for text in one.texts:
            other = meant.setdefault(_said(text), one)
            if other.intent != one.intent and (owner(one.intent) or owner(other.intent)):
                mine, theirs = (one, other) if owner(one.intent) else (other, one)
                yield f"{mine.place}: “{text}” is an example of '{theirs.intent}' as well ({theirs.place}); remove one."
        title = _said(titles.get(one.intent, ""))
        framed = [text for text in one.texts if title and _holds(_said(text), title)]
        if len(one.texts) >= FEWEST and len(framed) >= FRAMED * len(one.texts) and len(title) > 1:
            share = f"{len(framed)} of {len(one.texts)} examples"
            yield f"{one.place}: {share} repeat “{titles[one.intent]}”; write what people say."


def _titles_of_intents(articles: Sequence[Article]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for article in articles:
        found |= dict.fromkeys(article.intents, article.title)
        for part in article.causes:
            found |= dict.fromkeys(part.intents, part.title)
        for case in article.escalations:
            found |= dict.fromkeys(case.intents, case.title)
        found |= {answer.intent: answer.question or "" for answer in article.answers}
    return {intent: title for intent, title in found.items() if owner(intent)}


def ambiguous_products(articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """Ids of articles whose product is no name in another one, but a word that stands there."""
    for article in articles:
        name = article.product
        for other in articles:
            if other.product == name or not (len(name.split()) == 1 and name.islower()):
                continue
            if any(_holds(_said(text), _said(name)) for _, text in texts_of(other)):
                yield article.id, f"the product “{name}” is a word in '{other.id}'; write its whole name."
                break


def texts_of(article: Article) -> Iterator[tuple[Place, str]]:
    """What people read of an article, with its place."""
    yield ("summary",), article.summary
    for index, cause in enumerate(article.causes):
        yield ("causes", index), cause.explanation
    for index, method in enumerate(article.methods):
        yield ("methods", index), method.why or ""
        for number, step in enumerate(method.steps):
            for text in (step.text, step.help or "", *step.variants.values()):
                yield ("methods", index, "steps", number), text
    for index, case in enumerate(article.escalations):
        yield ("escalations", index), case.advice
    for index, answer in enumerate(article.answers):
        yield ("answers", index), answer.text


def _said(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.lower()))


def _holds(words: tuple[str, ...], inner: tuple[str, ...]) -> bool:
    return any(words[at : at + len(inner)] == inner for at in range(len(words) - len(inner) + 1))
