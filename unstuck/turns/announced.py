"""The articles with the notices that the team has switched on; on every server, a second later, without training."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.library import LOOK_EVERY
from unstuck.articles.model import Article
from unstuck.errors import StoreError
from unstuck.observability import metrics
from unstuck.storage.notices import Notices

log = logging.getLogger(__name__)


class AnnouncedKnowledge:
    """A knowledge base with notices; without any, it is the one that is written.

    Args:
        written: gives the articles as they are written, the same object until they change.
        notices: what the team has switched on.
    """

    def __init__(
        self, written: Callable[[], Knowledge], notices: Notices, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._written = written
        self._notices = notices
        self._clock = clock
        self._due = 0.0
        self._told: Mapping[str, str] = {}
        self._seen: tuple[Knowledge, Mapping[str, str]] | None = None
        self._now: Knowledge | None = None

    def now(self) -> Knowledge:
        """The knowledge base at present; when the database does not answer, with the notices that it had last."""
        if self._clock() >= self._due:
            self._due = self._clock() + LOOK_EVERY
            try:
                self._told = self._notices.all()
            except StoreError as error:
                metrics.failed(error)
                log.warning("notices are not looked up: %s", error.message)
        written = self._written()
        if not self._told:
            return written
        if self._now is None or self._seen is None or self._seen[0] is not written or self._seen[1] != self._told:
            self._seen, self._now = (written, self._told), with_notices(written, self._told)
        return self._now


def with_notices(knowledge: Knowledge, told: Mapping[str, str]) -> Knowledge:
    """The knowledge base with notices by the ids of their articles, in every language as they were written."""

    def noticed(article: Article) -> Article:
        return article.model_copy(update={"notice": told[article.id]}) if article.id in told else article

    translations = {
        language: {id: noticed(article) for id, article in articles.items()}
        for language, articles in knowledge.translations.items()
    }
    return replace(knowledge, articles=tuple(map(noticed, knowledge.articles)), translations=translations)
