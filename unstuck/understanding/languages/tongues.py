"""The other languages' tongues, made when the first message in one of them comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

from unstuck.settings import Settings
from unstuck.understanding import archive
from unstuck.understanding.acts import Acts
from unstuck.understanding.choice import Counting
from unstuck.understanding.clauses import Clause
from unstuck.understanding.entities import CUT_WHOLE, Entity, EntityFinder
from unstuck.understanding.hearing import Ear
from unstuck.understanding.languages import cutting, encoder, language
from unstuck.understanding.languages.facts import FactFinder
from unstuck.understanding.languages.language import Language
from unstuck.understanding.languages.training import FOLDER
from unstuck.understanding.tongue import Tongue


class OtherTongues:
    """Hears the languages of data/languages. Until one of them is spoken, it holds their words and nothing else."""

    def __init__(
        self,
        languages: Mapping[str, Language],
        models: Path | None = None,
        english: EntityFinder | None = None,
        acts: Acts | None = None,
    ) -> None:
        self.languages = languages
        self._models = models
        self._english = english
        self._acts = acts
        self._made: dict[str, Tongue] = {}

    @classmethod
    def of(cls, configured: Settings, english: EntityFinder, acts: Acts) -> OtherTongues:
        """Those that there are words for; none where nothing is trained. Raises ModelError: a file is wrong."""
        models = configured.models / FOLDER
        return cls(language.load(configured.languages) if models.exists() else {}, models, english, acts)

    def tongue(self, code: str) -> Tongue:
        """How a language is heard. Raises ModelError: what was trained is damaged, or with another encoder."""
        if code not in self._made:
            self._made[code] = self._make(self.languages[code])
        return self._made[code]

    def _make(self, spoken: Language) -> Tongue:
        assert self._english and self._acts, "there are no languages without them"
        counting = Counting(spoken.numbers, spoken.last, spaces=spoken.spaces)
        layers = encoder.load().layers
        ear = Ear(self._classifiers, layers, str, self._acts, counting)
        return Tongue(FactFinder(spoken, self._english).find, partial(_cut, spoken), ear, layers)

    @cached_property
    def _classifiers(self) -> archive.Classifiers:
        assert self._models, "there are no languages without them"
        classifiers = archive.read(self._models)
        encoder.load().check(classifiers[archive.INTENTS].encoder)
        return classifiers


def _cut(spoken: Language, text: str, entities: Sequence[Entity]) -> tuple[Clause, ...]:
    whole = [(one.start, one.end) for one in entities if one.name in CUT_WHOLE]
    return cutting.cut(text, spoken, whole)
