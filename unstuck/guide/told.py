"""What somebody tells of a picture in words: its size, its lengths, its format, judged before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.model import Article, ImageLimits
from unstuck.guide.case import Case
from unstuck.guide.route import described
from unstuck.guide.turn import Line, Listed, Message, Say
from unstuck.understanding.statements import Act

MEGABYTE = 1_000_000
MOST_OF_A_PICTURE = 500 * MEGABYTE
TOO = re.compile(
    r"\b(?:too|problem|cause|reason|why)\b", re.IGNORECASE
)  # asked is whether it is bad, not whether it is good


@dataclass(frozen=True)
class Told:
    """The judgement of what was told: what to say, the intent of the cause that it points to, if it is bad, and whether
    it was asked for."""

    says: tuple[Say, ...]
    points_to: str = ""
    asked: bool = False


@dataclass(frozen=True)
class _Judgement:
    of: str
    name: str
    values: dict[str, object]
    is_bad: bool


def about_picture(knowledge: Knowledge, case: Case, message: Message) -> Told | None:
    """What the sizes, lengths and formats in a message mean; None where nothing is told of any.

    To a question the answer is yes or no first, unless it asks for more. What is fine is said only to who asks.
    """
    article = _with_limits(knowledge, case, message)
    found = list(_judgements(article.image, message)) if article and article.image and message.text else []
    if not article or not article.image or not found:
        return None
    asks = message.asks or any(one.act is Act.ASKS for one in message.statements)
    shown = [one for one in found if one.is_bad or asks]
    if not shown:
        return None
    bad = any(one.is_bad for one in shown)
    yes = Line("told_yes" if bad == bool(TOO.search(message.text)) else "told_no")
    lines = tuple(
        Line(f"told_{one.name}", one.values | {"yes": yes if asks and not message.asks_what and not number else ""})
        for number, one in enumerate(sorted(shown, key=lambda one: not one.is_bad))
    )
    causes = article.cause(article.image.cause).intents
    return Told((Say("told_and_offer" if bad else "told", {"lines": lines}),), causes[0] if bad else "", asks)


def fine_in(knowledge: Knowledge, case: Case, message: Message) -> frozenset[str]:
    """The entities by which a message tells of a picture what is all within the limits of the case's article."""
    article = _with_limits(knowledge, case, message)
    found = list(_judgements(article.image, message)) if article and article.image and message.text else []
    return frozenset(one.of for one in found) - {one.of for one in found if one.is_bad}


def _with_limits(knowledge: Knowledge, case: Case, message: Message) -> Article | None:
    """The case's article, or that of what is told, or else the first that says what a picture must be like."""
    present = knowledge.article(case.article) or described(knowledge, case, message)
    return present or next((article for article in knowledge.articles if article.image), None)


def _judgements(limits: ImageLimits, message: Message) -> Iterator[_Judgement]:
    for size in message.values("file_size"):
        bytes = float(size)
        if bytes > MOST_OF_A_PICTURE:
            continue  # the room on a device, not a picture
        values: dict[str, object] = {
            "megabytes": float(f"{bytes / MEGABYTE:.3g}"),
            "most_megabytes": limits.most_bytes / MEGABYTE,
            "advised_megabytes": limits.advised_bytes / MEGABYTE,
        }
        how = "too_large" if bytes > limits.most_bytes else "large" if bytes > limits.advised_bytes else "fine"
        yield _Judgement("file_size", f"size_{how}", values, how != "fine")
    for lengths in message.values("dimensions"):
        width, height = (int(side) for side in lengths.split("x"))
        small, square = min(width, height) < limits.side / 2, width == height or not limits.square
        name = "too_small" if small else "lengths_fine" if square else "not_square"
        yield _Judgement(
            "dimensions", name, {"width": width, "height": height, "side": limits.side}, small or not square
        )
    for name in message.values("file_format"):
        fits = name.upper() in limits.formats
        values = {"format": name.upper(), "wanted": Listed(limits.formats, "or")}
        yield _Judgement("file_format", "format_fine" if fits else "format", values, not fits)
