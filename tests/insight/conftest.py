"""Outcomes that teach another order than the article's."""

import pytest

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article, Cause
from unstuck.storage.outcomes import Tally


def tallies(method: str, solved: int, failed: int, cause: str = "c", article: str = "a") -> list[Tally]:
    return [Tally(article, cause, method, "solved", solved), Tally(article, cause, method, "failed", failed)]


@pytest.fixture
def opted_in(article: Article) -> Knowledge:
    return Knowledge((article.model_copy(update={"learn_order": True}),))


@pytest.fixture
def failures(article: Article) -> tuple[Cause, list[Tally]]:
    """Outcomes by which the first fix of the first cause that has several never helps, and the last always does."""
    cause = next(cause for cause in article.causes if len(cause.methods) > 1)
    first, last = cause.methods[0], cause.methods[-1]
    counts = [*tallies(first, 0, 60, cause.id, article.id), *tallies(last, 60, 0, cause.id, article.id)]
    return cause, counts
