"""The knowledge base as it is tried: with the fixes in the order that the outcomes teach, looked up now and then."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from unstuck.articles.knowledge import Knowledge
from unstuck.errors import StoreError
from unstuck.insight.order import learned
from unstuck.outcomes import Outcomes

log = logging.getLogger(__name__)

LOOK_AGAIN_SECONDS = 600  # counting 100,000 outcomes takes a tenth of a second, and one more of them changes little


class LearnedKnowledge:
    """A knowledge base whose articles may opt in to a learned order; without any that does, nothing is looked up."""

    def __init__(self, written: Knowledge, outcomes: Outcomes, clock: Callable[[], float] = time.monotonic) -> None:
        self._written = written
        self._outcomes = outcomes
        self._clock = clock
        self._learns = any(article.learn_order for article in written.articles)
        self._now = written
        self._due = clock()

    def now(self) -> Knowledge:
        """The knowledge base at present; when the database does not answer, as it was last."""
        if self._learns and self._clock() >= self._due:
            self._due = self._clock() + LOOK_AGAIN_SECONDS
            try:
                self._now = learned(self._written, self._outcomes.tally())
            except StoreError as error:
                log.warning("the order of fixes stays as it was: %s", error.message)
        return self._now
