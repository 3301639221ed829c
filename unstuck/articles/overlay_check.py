"""What an overlay lacks or has otherwise than its article: parts, steps, lists, labels, and what is stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from unstuck.articles.faults import LineNumbers
from unstuck.articles.loader import as_written
from unstuck.articles.model import Article, Written
from unstuck.articles.overlay import KEYS, OWN_MANY, Overlay, labels_in, labels_of, parts_of, short_hash
from unstuck.articles.translations import load_overlay, overlay_files

Fault = tuple[tuple[str | int, ...], str]


def faults_of(path: Path) -> Iterator[str]:
    """What cannot be as it is in the overlays of an article's file, with its place. Raises ArticleError."""
    yield from _named(path, faults)


def doubts_of(path: Path) -> Iterator[str]:
    """What the overlays of an article's file lack, and what of them is stale, with its place. Raises ArticleError."""
    yield from _named(path, lambda article, overlay: (*lacking(article, overlay), *stale(article, overlay)))


def _named(path: Path, look: Callable[[Article, Overlay], Iterable[Fault]]) -> Iterator[str]:
    for one in overlay_files(path).values():
        places = LineNumbers(one)
        for place, why in look(as_written(path), load_overlay(one)):
            yield f"{places.line(place)}: {'.'.join(map(str, place))}: {why}."


def faults(article: Article, overlay: Overlay) -> Iterator[Fault]:
    """What cannot be as it is: ids that the article does not have, another number of steps, labels that differ."""
    if overlay.article != article.id:
        yield ("article",), f"this lies beside '{article.id}'; write that id"
    for group, key in KEYS.items():
        known = {key(part) for part in getattr(article, group)}
        for id in getattr(overlay, group).keys() - known:
            yield (group, id), f"the article has no '{id}' in {group}; correct the id, or remove it"
    for label in overlay.labels.keys() - set(labels_of(article)):
        yield ("labels", label), f"the article has no label '{label}'; correct it, or remove it"
    named = {label: known.text for label, known in overlay.labels.items() if known.text}
    for place, english, own in pairs(article, overlay):
        if isinstance(english, Mapping) and (strange := sorted(own.keys() - english.keys())):
            yield place, f"the article has no words of their own for {', '.join(strange)} here; remove them"
        elif isinstance(english, list) and len(english) != len(own):
            yield place, f"there are {len(own)} entries, and {len(english)} in the article; write as many"
        elif isinstance(english, str):
            yield from ((place, why) for why in _labels(english, own, named))


def _labels(english: str, own: str, named: Mapping[str, str]) -> Iterator[str]:
    if own.count("**") % 2:
        yield "a pair of stars (**) lacks its other half"
        return
    wanted = {named[label] for label in labels_in(english) if label in named}
    there = set(labels_in(own))
    if missing := sorted(wanted - there):
        yield f"the label **{missing[0]}** lacks"
    if strange := sorted(there - wanted):
        yield f"**{strange[0]}** is not below `labels` as one of the labels of this text"


def lacking(article: Article, overlay: Overlay) -> Iterator[Fault]:
    """What is shown in English: each with its place."""
    for label in labels_of(article):
        known = overlay.labels.get(label)
        if known is None or not known.text:
            yield ("labels", label), f"the label '{label}' is not translated"
        elif not known.source:
            yield ("labels", label), f"the label '{label}' has no source; name it, or write `unsourced`"
    for name, words in parts_of(article):
        yield from _lacking(_place(name), words, overlay.of(name))


def _lacking(place: tuple[str | int, ...], english: Any, own: Any) -> Iterator[Fault]:
    if isinstance(english, str):
        if not own:
            yield place, f"lacks, and is shown in English: “{english}”"
        return
    if place and place[-1] in OWN_MANY:
        if not own:
            yield place, "is empty: write what people of this language say, or what the screen says"
        return
    for key, value in english.items() if isinstance(english, Mapping) else enumerate(english):
        yield from _lacking((*place, key), value, inside(own, key))


def stale(article: Article, overlay: Overlay) -> Iterator[Fault]:
    """Parts whose English has changed since they were translated."""
    for name, words in parts_of(article):
        if overlay.english.get(name) != short_hash(words):
            yield (
                tuple(name.split(".", 1)),
                "is stale, since its English has changed; mend it, then `unstuck articles translate --anew`",
            )


def pairs(article: Article, overlay: Overlay) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """Each text, list and mapping that both have, with its place in the overlay."""
    for name, words in parts_of(article):
        yield from _pairs(_place(name), words, overlay.of(name))


def _pairs(place: tuple[str | int, ...], english: Any, own: Any) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    if not own or (place and place[-1] in OWN_MANY):
        return
    if place and not isinstance(own, Written):
        yield place, english, own
    if not isinstance(english, str):
        for key, value in english.items() if isinstance(english, Mapping) else enumerate(english):
            yield from _pairs((*place, key), value, inside(own, key))


def _place(name: str) -> tuple[str, ...]:
    """Where a part stands in the file; the article's own words stand at the top."""
    return () if name == "article" else tuple(name.split(".", 1))


def inside(own: Any, key: str | int) -> Any:
    """What a list, a mapping or a value has under a key; None where there is nothing."""
    if isinstance(key, int):
        return own[key] if own and key < len(own) else None
    return own.get(key) if isinstance(own, Mapping) else getattr(own, key, None)
