"""The other languages' tongues, made when the first message in one of them comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache, partial
from pathlib import Path

from unstuck.settings import Settings
from unstuck.understanding import archive
from unstuck.understanding.acts import Acts
from unstuck.understanding.choice import Counting
from unstuck.understanding.clauses import Clause
from unstuck.understanding.entities import CUT_WHOLE, Entity, EntityFinder
from unstuck.understanding.hearing import Ear
from unstuck.understanding.languages import cutting, encoder, language
from unstuck.understanding.languages.facts import FactFinder, LanguageNames
from unstuck.understanding.languages.language import Language, beside_english
from unstuck.understanding.languages.vocabulary import FOLDER, VOCABULARY, read_vocabulary
from unstuck.understanding.tongue import Tongue

# Confidence from which a clause is believed of whose meaning the whole message shows no trace: more than in English,
# for without a parser a clause may be half a one.
SURE_ALONE = 0.9


class OtherTongues:
    """Hears the languages of data/languages. Until one of them is spoken, it holds their words and nothing else.

    `languages` are their words, by their codes; `tongue(code)` is how one of them is heard, and raises ModelError where
    what was trained is damaged, or was trained with another encoder.
    """

    def __init__(
        self,
        languages: Mapping[str, Language],
        models: Path | None = None,
        english: EntityFinder | None = None,
        acts: Acts | None = None,
    ) -> None:
        self.languages = beside_english(languages)
        self.names = LanguageNames(languages.values())
        self._known = languages
        self._models = models
        self._english = english
        self._acts = acts
        self.tongue = lru_cache(None)(self._make)

    @classmethod
    def of(cls, configured: Settings, english: EntityFinder, acts: Acts) -> OtherTongues:
        """Those that there are words for; none where nothing is trained. Raises ModelError: the file of one is wrong."""
        models = configured.models / FOLDER
        if not (models / VOCABULARY).exists():
            return cls({})
        known, spoken = language.load(configured.languages), read_vocabulary(models)
        return cls({code: replace(one, examples=spoken[code]) for code, one in known.items()}, models, english, acts)

    def _make(self, code: str) -> Tongue:
        assert self._english and self._acts and self._models, "there are no languages without them"
        spoken = self._known[code]
        counting = Counting(spoken.numbers, spoken.last, spaces=spoken.spaces)
        layers = encoder.load().layers
        ear = Ear(self._classifiers, layers, str, self._acts, counting, SURE_ALONE)
        return Tongue(FactFinder(spoken, self._english, self.names).find, partial(_cut, spoken), ear, layers)

    @cached_property
    def _classifiers(self) -> archive.Classifiers:
        assert self._models, "there are no languages without them"
        classifiers = archive.read(self._models)
        encoder.load().check(classifiers[archive.INTENTS].encoder)
        return classifiers


def _cut(spoken: Language, text: str, entities: Sequence[Entity]) -> tuple[Clause, ...]:
    whole = [(one.start, one.end) for one in entities if one.name in CUT_WHOLE]
    return cutting.cut(text, spoken, whole)
