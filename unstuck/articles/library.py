"""The articles of a folder as they are now: whoever edits one sees it in the next answer, without a restart."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from unstuck.articles.knowledge import Knowledge
from unstuck.errors import ArticleError

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds between two looks at the files

Stamp = tuple[tuple[str, int, int], ...]


class Library:
    """The knowledge base of a folder. A broken edit is logged once and changes nothing until it is mended.

    Args:
        folder: of the articles.
        clock: seconds that only grow; tests bring their own.

    Raises:
        ArticleError: the articles are wrong at the start.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._looked = clock()
        self._stamp = _stamp(folder)
        self._knowledge = Knowledge.load(folder)

    def current(self) -> Knowledge:
        """The articles as they are, or as they were before a broken edit; the same object until something changes."""
        now = self._clock()
        if now - self._looked < LOOK_EVERY:
            return self._knowledge
        self._looked = now
        stamp = _stamp(self._folder)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._knowledge = Knowledge.load(self._folder)
            except ArticleError as error:
                log.warning("the articles stay as they were: %s", " | ".join(error.message.splitlines()))
        return self._knowledge


def _stamp(folder: Path) -> Stamp:
    """Name, time of change and size of every article file."""
    found = []
    for path in sorted(folder.glob("*.yml")):
        try:
            status = path.stat()
        except OSError:
            continue  # an editor is just replacing it; the next look sees it
        found.append((path.name, status.st_mtime_ns, status.st_size))
    return tuple(found)
