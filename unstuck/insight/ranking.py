"""The order of fixes within a cause, learned from how they went: the Beta-Bernoulli model, by posterior mean.

The article's order is the prior. If all that is known of n chances of success is which is the best, the second best
and so on, the i-th best of them is distributed as Beta(n + 1 - i, i): the order statistics of n even draws. It is given
`WEIGHT` times as much weight, so that many people, not a few unlucky ones, turn the order of an article. There is no
drawing of lots: the same outcomes give the same order. A fix that keeps failing sinks below one that was not tried yet,
so each gets its turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article
from unstuck.storage.outcomes import Tally

WEIGHT = 5


@dataclass(frozen=True)
class Ranked:
    """A fix of a cause: its place in the article (from 1), how often it solved the cause of how many tries, and its
    chance of success before (`prior`) and after (`mean`) these."""

    method: str
    place: int
    solved: int
    tried: int
    prior: float
    mean: float


def rank(methods: Sequence[str], tallies: Iterable[Tally]) -> tuple[Ranked, ...]:
    """The methods, the one most likely to help first; equals stay in the article's order.

    Args:
        methods: ids in the article's order.
        tallies: the outcomes of one cause; only `solved` and `failed` count as tries.
    """
    solved = dict.fromkeys(methods, 0)
    failed = dict.fromkeys(methods, 0)
    for tally in tallies:
        counts = {"solved": solved, "failed": failed}.get(tally.result, {})
        if tally.method in counts:
            counts[tally.method] += tally.count
    size = len(methods)
    ranked = []
    for place, method in enumerate(methods, 1):
        alpha, beta = WEIGHT * (size + 1 - place), WEIGHT * place
        tried = solved[method] + failed[method]
        mean = (alpha + solved[method]) / (alpha + beta + tried)
        ranked.append(Ranked(method, place, solved[method], tried, alpha / (alpha + beta), mean))
    return tuple(sorted(ranked, key=lambda one: -one.mean))


def rank_causes(article: Article, tallies: Iterable[Tally]) -> dict[str, tuple[Ranked, ...]]:
    """The ranked methods of each cause of an article, by the cause's id."""
    own = [tally for tally in tallies if tally.article == article.id]
    return {
        cause.id: rank(cause.methods, (tally for tally in own if tally.cause == cause.id)) for cause in article.causes
    }


def learned(knowledge: Knowledge, tallies: Sequence[Tally]) -> Knowledge:
    """The knowledge base with the fixes of each cause in the learned order, in the articles that opt in."""
    return replace(
        knowledge,
        articles=tuple(_reordered(article, tallies) for article in knowledge.articles),
        translations={
            language: {id: _reordered(article, tallies) for id, article in known.items()}
            for language, known in knowledge.translations.items()
        },
    )


def _reordered(article: Article, tallies: Sequence[Tally]) -> Article:
    if not article.learn_order:
        return article
    ranked = rank_causes(article, tallies)
    causes = tuple(
        cause.model_copy(update={"methods": tuple(one.method for one in ranked[cause.id])}) for cause in article.causes
    )
    return article.model_copy(update={"causes": causes})
