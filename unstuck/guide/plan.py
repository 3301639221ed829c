"""The order of fixes: those that address the causes first, then the rest as the article has them; none twice."""

from unstuck.articles.model import Article
from unstuck.guide.case import Case


def plan(article: Article, causes: tuple[str, ...] = (), first: tuple[str, ...] = ()) -> tuple[str, ...]:
    """All method ids of the article in the order to try them.

    Args:
        article: with the methods of each cause in the order to try them, its own or the learned one.
        causes: ids of the causes, the likeliest first; none keeps the article's order.
        first: ids of methods that come before all others.
    """
    addressing = [method for cause in causes for method in article.cause(cause).methods]
    everything = [*first, *addressing, *(method.id for method in article.methods)]
    return tuple(dict.fromkeys(everything))


def next_method(case: Case) -> str | None:
    """The first method of the plan that was neither tried nor skipped, or None when no fix is left."""
    done = {*case.tried, *case.skipped}
    return next((method for method in case.plan if method not in done), None)
