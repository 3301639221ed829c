"""The things named in a message: devices, versions, formats, sizes, counts, fixes, error messages.

spaCy's SpanRuler finds them by the patterns in data/entities/, its PhraseMatcher the names of fixes in the articles.
Error messages are found with typos (unstuck/articles/error_messages.py). What patterns cannot hold, the value of a
number, is read here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from unstuck.articles import devices as known
from unstuck.articles.devices import Devices
from unstuck.articles.error_messages import TYPED, ErrorMessages
from unstuck.articles.knowledge import all_messages
from unstuck.articles.model import Article
from unstuck.errors import ModelError
from unstuck.understanding import devices
from unstuck.understanding.tokens import flagged, spacy, stem, tokeniser

Value = str | int | float
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MOST_CHARACTERS = 2_000  # of a message that are searched
CUT_WHOLE = frozenset(["error_message", "method", "device"])  # entities that no clause ends in
# Entities that tell a fact whatever else is said around them.
FACTS = frozenset(["device", "device_model", "os_version", "file_size", "file_format", "dimensions"])
BARE_VERSION = "bare_version"  # a version of the system beside a device: "iphone 13, 26.1"
# Those of them that say nothing of what is meant: "my iPhone 13 closes the app" means what "the app closes" does.
ASIDE = frozenset(["device", "device_model", "file_size", "dimensions"])
READ = "read"  # in place of a value in patterns.yml: it is computed from the text
METHOD = "method"
PRODUCT = "product"


@dataclass(frozen=True)
class Entity:
    """One thing named in a message.

    Args:
        name: of the entity, such as "device".
        value: what it stands for: an id, a version, bytes, a count.
        text: as it was typed.
        start: of the text, in characters from the message's start.
        end: the character after it.
    """

    name: str
    value: Value
    text: str
    start: int
    end: int


class EntityFinder:
    """Finds entities. Patterns and articles are read once, when it is made."""

    def __init__(
        self, patterns: Mapping[str, Any], values: Mapping[str, Any], kinds: Devices, articles: Sequence[Article]
    ) -> None:
        self._devices = kinds
        self._pipeline = tokeniser()
        self._ruler = spacy().pipeline.SpanRuler(self._pipeline, phrase_matcher_attr="LOWER")
        self._ruler.add_patterns(list(_ruler_patterns(patterns)))
        self._methods = self._method_matcher(articles)
        self._messages = ErrorMessages(all_messages(articles))
        self._products = {article.product.lower(): article.product for article in articles}
        self._product_pattern = _any_of(self._products) if len(self._products) > 1 else None  # one app tells nothing
        self._readers = _readers(values)
        self.numbers: Mapping[str, int] = values["numbers"]

    @classmethod
    def load(cls, folder: Path, articles: Sequence[Article]) -> "EntityFinder":
        """From `patterns.yml` and `values.yml` in a folder, and the articles' names and messages.

        Raises:
            ModelError: a pattern file is missing, or spaCy does not take a pattern in it.
        """
        yaml = YAML(typ="safe")
        try:
            patterns, values = (yaml.load(folder / name) for name in ("patterns.yml", "values.yml"))
            return cls(patterns, values, known.load(folder), articles)
        except Exception as error:
            reason = f"{folder}: the entity patterns cannot be used ({error}); restore or mend them."
            raise ModelError("no_patterns", reason) from None

    def without_messages(self, text: str) -> str:
        """The text with spaces in place of the error messages that it quotes."""
        for found in self._messages.find(text, TYPED):
            text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
        return text

    def find(self, text: str) -> tuple[Entity, ...]:
        """All entities in the first `MOST_CHARACTERS` of a message, in the order of the text.

        Names of fixes, of devices and what the patterns match may overlap each other: "restart my iphone se" names a
        fix and a device. Among themselves the longest counts. Within an error message nothing else is named.
        """
        text = text[:MOST_CHARACTERS]
        alerts = [
            Entity("error_message", quote.message, text[quote.start : quote.end], quote.start, quote.end)
            for quote in self._messages.find(text, TYPED)
        ]
        named = (*self._ruled(text), *self._named_devices(text), *self._named_products(text))
        left = [entity for entity in named if not any(_overlap(entity, alert) for alert in alerts)]
        if any(entity.name == "device" for entity in left) and not any(one.name == "os_version" for one in left):
            left = [replace(one, name="os_version") if one.name == BARE_VERSION else one for one in left]
        left = [entity for entity in left if entity.name != BARE_VERSION]
        return tuple(sorted((*alerts, *left), key=lambda entity: (entity.start, entity.end)))

    def _named_devices(self, text: str) -> Iterator[Entity]:
        for device in devices.find(self._devices, text):
            stretch = (text[device.start : device.end], device.start, device.end)
            yield Entity("device", device.kind, *stretch)
            if device.model:
                yield Entity("device_model", device.model, *stretch)

    def _named_products(self, text: str) -> Iterator[Entity]:
        for found in self._product_pattern.finditer(text) if self._product_pattern else ():
            yield Entity(PRODUCT, self._products[found[0].lower()], found[0], found.start(), found.end())

    def _ruled(self, text: str) -> Iterator[Entity]:
        tokens = self._stemmed(text)
        fixes = (
            spacy().tokens.Span(tokens, start, end, METHOD, kb_id=called)
            for called, start, end in self._methods(tokens)
        )
        longest = spacy().util.filter_spans
        for span in (*longest(fixes), *longest(self._ruler.match(tokens))):
            value: Value | None = span.kb_id_ or span.id_
            if value == READ:
                value = self._readers[span.label_](span.text.lower())
            if value is not None:
                yield Entity(span.label_, value, span.text, span.start_char, span.end_char)

    def _method_matcher(self, articles: Sequence[Article]) -> Any:
        """Finds the names of all fixes. One name may stand for other fixes in other articles: all their ids."""
        ids: dict[tuple[str, ...], dict[str, None]] = {}
        phrases = {}
        for article in articles:
            for method in article.methods:
                for name in method.names:
                    phrase = self._stemmed(name)
                    stems = tuple(token.norm_ for token in phrase)
                    ids.setdefault(stems, {})[method.id] = None
                    phrases[stems] = phrase
        matcher = spacy().matcher.PhraseMatcher(self._pipeline.vocab, attr="NORM")
        for stems, called in ids.items():
            matcher.add(" ".join(called), [phrases[stems]])
        return matcher

    def _stemmed(self, text: str) -> Any:
        """The tokens of a text, the stem of each as its norm: restart, restarts, restarted, restarting are one."""
        tokens = self._pipeline.make_doc(text)
        for token in tokens:
            token.norm_ = stem(token.lower_)
        return tokens


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of some names as whole words, the longest first."""
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _ruler_patterns(patterns: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, values in patterns.items():
        for value, forms in values.items():
            for form in forms:
                pattern = form if isinstance(form, str) else flagged(form)
                yield {"label": name, "id": str(value), "pattern": pattern}


def _readers(values: Mapping[str, Any]) -> dict[str, Callable[[str], Value | None]]:
    units: Mapping[str, int] = values["units"]
    numbers: Mapping[str, int] = values["numbers"]

    def number(text: str) -> float | None:
        if digits := NUMBER.search(text):
            return float(digits[0].replace(",", "."))
        known = [name for name in numbers if re.search(rf"\b{name}\b", text)]
        return float(numbers[max(known, key=len)]) if known else None

    def size(text: str) -> int | None:
        unit = units.get(re.split(r"[\d\s]", text)[-1])
        amount = number(text)
        return None if unit is None or amount is None else round(amount * unit)

    def whole(text: str) -> int | None:
        amount = number(text)
        return None if amount is None else int(amount)

    def version(text: str) -> str | None:
        digits = NUMBER.search(text)
        return digits[0].replace(",", ".") if digits else None

    def ordinal(text: str) -> str | None:
        amount = number(text)
        return None if amount is None else str(int(amount))

    def dimensions(text: str) -> str | None:
        sides = NUMBER.findall(text)
        return "x".join(sides) if len(sides) == 2 else None

    return {
        "file_size": size,
        "count": whole,
        "os_version": version,
        BARE_VERSION: version,
        METHOD: ordinal,
        "dimensions": dimensions,
    }
