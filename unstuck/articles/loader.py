"""Read article files; refuse a wrong one with file, line and reason."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from unstuck.articles.model import Article
from unstuck.errors import ArticleError


@lru_cache
def load_articles(folder: Path) -> tuple[Article, ...]:
    """All articles of a folder, in the order of their file names.

    Raises:
        ArticleError: there is none, one is wrong, or two share an id.
    """
    articles = tuple(load_article(path) for path in article_files(folder))
    twice = [id for id, count in Counter(article.id for article in articles).items() if count > 1]
    if twice:
        raise ArticleError("article_twice", f"{folder}: two articles have the id '{twice[0]}'; rename one of them.")
    return articles


def article_files(folder: Path) -> list[Path]:
    """The article files of a folder. Raises ArticleError when there is none."""
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise ArticleError("no_articles", f"{folder}: there is no article here; put a .yml file into it.")
    return paths


def load_article(path: Path) -> Article:
    """One article.

    Raises:
        ArticleError: with file, line and every reason, one a line.
    """
    try:
        tree = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ArticleError("article_not_yaml", f"{path}:{line}: {error.problem}; mend the YAML there.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError("article_unreadable", f"{path}:1: it cannot be read ({error}); save it as UTF-8.") from None
    if not isinstance(tree, dict):
        raise ArticleError("article_wrong", f"{path}:1: an article is a list of `field: value`; start with `id:`.")
    try:
        article = Article.parse_obj(tree)
    except ValidationError as error:
        reasons = [f"{path}:{_line(tree, fault['loc'])}: {_reason(fault)}" for fault in error.errors()]
        raise ArticleError("article_wrong", "\n".join(reasons)) from None
    broken = [f"{path}:{_line(tree, place)}: {reason}" for place, reason in _broken_references(article)]
    if broken:
        raise ArticleError("article_wrong", "\n".join(broken))
    return article


def _broken_references(article: Article) -> Iterator[tuple[Sequence[str | int], str]]:
    """Places and reasons of everything that each part of an article alone cannot see."""
    methods = {method.id for method in article.methods}
    for parts in ("causes", "methods", "escalations"):
        seen = set()
        for index, part in enumerate(getattr(article, parts)):
            if part.id in seen:
                yield (parts, index), f"the id '{part.id}' is used twice in {parts}; rename one of them"
            seen.add(part.id)
    for index, cause in enumerate(article.causes):
        for method in sorted(set(cause.methods) - methods):
            yield (
                ("causes", index, "methods"),
                f"there is no method '{method}'; the methods are {', '.join(sorted(methods))}",
            )
    if article.image:
        if article.image.method not in methods:
            yield ("image", "method"), f"there is no method '{article.image.method}'"
        if article.image.cause not in {cause.id for cause in article.causes}:
            yield ("image", "cause"), f"there is no cause '{article.image.cause}'"
    owner: dict[str, str] = {}
    for place, intents in _intents(article):
        for intent in intents:
            if intent in owner:
                yield place, f"the intent '{intent}' points to {owner[intent]} already; one of them has to go"
            owner.setdefault(intent, ".".join(map(str, place)))


def _intents(article: Article) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    yield ("intents",), article.intents
    for parts in ("causes", "methods", "escalations"):
        for index, part in enumerate(getattr(article, parts)):
            yield (parts, index), part.intents
    for index, answer in enumerate(article.answers):
        yield ("answers", index), (answer.intent,)
    if article.comparison:
        yield ("comparison", "intents"), article.comparison.intents


def _line(tree: Any, place: Sequence[str | int]) -> int:
    """The line (from 1) of the innermost part of `place` that the file has."""
    line = 1
    for key in place:
        try:
            position = tree.lc.data[key][0]
            tree = tree[key]
        except (AttributeError, KeyError, TypeError, IndexError):
            break
        line = position + 1
    return line


def _reason(fault: Any) -> str:
    place = re.sub(r"\.(\d+)", lambda match: f"[{int(match.group(1)) + 1}]", ".".join(map(str, fault["loc"])))
    return f"{place}: {fault['msg']}"
