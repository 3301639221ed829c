"""What an app takes as a picture, apart from the article that says it: workers need not load the articles' schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unstuck.articles.model import ImageLimits


@dataclass(frozen=True)
class Limits:
    """An article's `image:` without what it leads to. Sizes are bytes, lengths pixels."""

    formats: tuple[str, ...]
    most_bytes: int
    advised_bytes: int
    side: int
    square: bool

    @classmethod
    def of(cls, stated: ImageLimits) -> Limits:
        """The limits of an article."""
        return cls(stated.formats, stated.most_bytes, stated.advised_bytes, stated.side, stated.square)
