"""The overlays of a folder of articles: found by their names, ID.LANGUAGE.yml, and laid over their articles."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from unstuck.articles.loader import article_files, as_written, for_every_device, read
from unstuck.articles.model import Article
from unstuck.articles.overlay import Overlay, translated


def overlay_files(path: Path) -> dict[str, Path]:
    """The overlays of an article's file, by their language."""
    return {one.suffixes[0][1:]: one for one in sorted(path.parent.glob(f"{path.stem}.*.yml"))}


def load_overlay(path: Path) -> Overlay:
    """One overlay. Raises ArticleError, with file, line and every reason."""
    status = path.stat()
    return _load(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=10_000)
def _load(path: Path, changed: int, size: int) -> Overlay:
    return read(path, Overlay)


def load_translations(folder: Path) -> dict[str, dict[str, Article]]:
    """All articles of a folder that are there in other languages, by language and id. Raises ArticleError."""
    found: dict[str, dict[str, Article]] = {}
    for path in article_files(folder):
        for language, one in overlay_files(path).items():
            article = for_every_device(translated(as_written(path), load_overlay(one)))
            found.setdefault(language, {})[article.id] = article
    return found
