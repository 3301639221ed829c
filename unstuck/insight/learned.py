"""The knowledge base as it is tried: with the fixes in the order that the outcomes teach, looked up now and then."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from unstuck.articles.knowledge import Knowledge
from unstuck.errors import StoreError
from unstuck.insight.ranking import learned
from unstuck.observability import metrics
from unstuck.storage.outcomes import Outcomes

log = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 600  # counting 100,000 outcomes takes a tenth of a second, and one more of them changes little


class LearnedKnowledge:
    """A knowledge base whose articles may opt in to a learned order; without any that does, nothing is looked up.

    Args:
        written: gives the articles as they are written, the same object until they change.
        outcomes: where the order is learned from.
    """

    def __init__(
        self, written: Callable[[], Knowledge], outcomes: Outcomes, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._written = written
        self._outcomes = outcomes
        self._clock = clock
        self._seen: Knowledge | None = None
        self._now: Knowledge | None = None
        self._due = 0.0

    def now(self) -> Knowledge:
        """The knowledge base at present; when the database does not answer, in the order that it had last."""
        written = self._written()
        if not any(article.learn_order for article in written.articles):
            return written
        if written is not self._seen or self._clock() >= self._due:
            try:
                self._now = learned(written, self._outcomes.tally())
            except StoreError as error:
                metrics.failed(error)
                log.warning("the order of fixes is not looked up: %s", error.message)
                self._now = self._now if written is self._seen else written
            self._seen, self._due = written, self._clock() + LOOK_AGAIN_SECONDS
        return self._now or written
