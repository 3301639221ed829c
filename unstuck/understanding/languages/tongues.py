"""The other languages' tongues, made when the first message in one of them comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path

from unstuck.settings import Settings
from unstuck.understanding import archive, memory
from unstuck.understanding.acts import Acts
from unstuck.understanding.choice import Counting
from unstuck.understanding.clauses import Clause
from unstuck.understanding.entities import CUT_WHOLE, Entity, EntityFinder
from unstuck.understanding.hearing import Ear
from unstuck.understanding.languages import cutting, encoder, language
from unstuck.understanding.languages.facts import FactFinder, LanguageNames
from unstuck.understanding.languages.language import ENGLISH, Language, beside_english
from unstuck.understanding.languages.mending import Mender
from unstuck.understanding.languages.vocabulary import FOLDER, VOCABULARY, read_vocabulary
from unstuck.understanding.tongue import Tongue

# Confidence from which a clause is believed of whose meaning the whole message shows no trace: more than in English,
# for without a parser a clause may be half a one. For the same reason which question it is that somebody asks within a
# story has to be as sure as anything else.
SURE_ALONE, SURE_ASKED = 0.95, None


class OtherTongues:
    """Hears the languages of data/languages. Until one of them is spoken, it holds their words and nothing else.

    `languages` are their words, by their codes; `names` finds what they and English are called.
    """

    def __init__(
        self, known: Mapping[str, Language], maker: Callable[[LanguageNames], TongueMaker] | None = None
    ) -> None:
        self.languages = beside_english(known)
        self.names = LanguageNames(known.values())
        self._known = known
        self._maker = maker(self.names) if maker else None
        self._made: dict[str, Tongue] = {}

    @classmethod
    def of(cls, configured: Settings, english: EntityFinder, acts: Acts) -> OtherTongues:
        """Those that were trained and that the bot has words to answer in. Raises ModelError: a file is wrong."""
        models = configured.models / FOLDER
        if not (models / VOCABULARY).exists():
            return cls({})
        learned, answered = read_vocabulary(models), {path.stem for path in configured.words.glob("*.yml")}
        known = language.load(configured.languages)
        heard = {ENGLISH, *answered.intersection(learned)}
        spoken = {code: replace(one, examples=learned[code]) for code, one in known.items() if code in heard}
        return cls(spoken, partial(TongueMaker, models, english, acts))

    def tongue(self, code: str) -> Tongue:
        """How a language is heard. Raises ModelError: what was trained is damaged, or with another encoder."""
        assert self._maker, "who hears no other language asks for none"
        if code not in self._made:
            self._made[code] = self._maker.make(self._known[code])
        return self._made[code]


class TongueMaker:
    """Makes tongues from what was trained, which all of them share."""

    def __init__(self, models: Path, english: EntityFinder, acts: Acts, names: LanguageNames) -> None:
        self._models = models
        self._english = english
        self._acts = acts
        self._names = names

    def make(self, spoken: Language) -> Tongue:
        """The tongue of one language. Raises ModelError."""
        counting = Counting(spoken.numbers, spoken.last, spaces=spoken.spaces)
        embedder = encoder.load()
        mend = Mender(spoken.examples, spoken.written).mend if spoken.spaces else str
        ear = Ear(self._classifiers, embedder.layers_of_all, mend, self._acts, counting, SURE_ALONE, SURE_ASKED)
        facts = FactFinder(spoken, self._english, self._names)
        memory.give_back()
        return Tongue(facts.find, partial(_cut, spoken), ear)

    @cached_property
    def _classifiers(self) -> archive.Classifiers:
        classifiers = archive.read(self._models)
        encoder.load().check(classifiers[archive.INTENTS].encoder)
        return classifiers


def _cut(spoken: Language, text: str, entities: Sequence[Entity]) -> tuple[Clause, ...]:
    whole = [(one.start, one.end) for one in entities if one.name in CUT_WHOLE]
    return cutting.cut(text, spoken, whole)
