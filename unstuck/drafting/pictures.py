"""The limits for pictures, with the cause and the fix that a bad picture leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unstuck.drafting.blocks import bare
from unstuck.drafting.limits import PictureLimits, picture_limits
from unstuck.drafting.vocabulary import vocabulary


@dataclass(frozen=True)
class FoundLimits:
    """Limits for pictures, and the ids of the cause and the fix that speak most of them."""

    limits: PictureLimits
    cause: str
    method: str

    def fields(self) -> dict[str, Any]:
        """The fields of `unstuck.articles.model.ImageLimits`."""
        limits = self.limits
        return {
            "formats": list(limits.formats),
            "most_bytes": limits.most_bytes,
            "advised_bytes": limits.advised_bytes,
            "side": limits.side,
            "square": limits.square,
            "cause": self.cause,
            "method": self.method,
        }


def image_limits(
    causes: Sequence[Mapping[str, Any]], methods: Sequence[Mapping[str, Any]], answers: Sequence[str]
) -> FoundLimits | None:
    """The limits that causes, fixes and answers set; None where they recommend no format, or no cause or fix is on
    pictures."""
    told = [[cause["title"], cause["explanation"]] for cause in causes]
    shown = [[method["title"], *(f"{x['title']}. {x['text']}" for x in method["steps"])] for method in methods]
    limits = picture_limits([bare(text) for part in (*told, *shown, answers) for text in part])
    cause, method = _most_on_pictures(told), _most_on_pictures(shown)
    if not limits.formats or cause is None or method is None:
        return None
    return FoundLimits(limits, causes[cause]["id"], methods[method]["id"])


def _most_on_pictures(parts: Sequence[Sequence[str]]) -> int | None:
    """The part that says most of formats, sizes and shapes of pictures."""
    pattern = re.compile(
        rf"\b(?:{'|'.join(vocabulary().formats)}|square|resiz\w+|[KM]B|image file|pixels?)\b", re.IGNORECASE
    )
    counts = [len(pattern.findall(" ".join(part))) for part in parts]
    most = max(counts, default=0)
    return counts.index(most) if most else None
