"""One message understood: the whole of what the bot knows of it, in one value. The way in for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from unstuck import settings
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.library import Library
from unstuck.settings import Settings
from unstuck.understanding import archive, memory, parser
from unstuck.understanding.acts import Acts
from unstuck.understanding.archive import INTENTS, Classifiers
from unstuck.understanding.choice import Counting
from unstuck.understanding.clauses import MOST_CHARACTERS
from unstuck.understanding.context import NOWHERE, Context
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.entities import PRODUCT, Entity, EntityFinder
from unstuck.understanding.hearing import Ear, Heard
from unstuck.understanding.language import ENGLISH, LanguageReader
from unstuck.understanding.languages.tongues import OtherTongues
from unstuck.understanding.lessons import cut
from unstuck.understanding.moves import Move
from unstuck.understanding.search import REFUSAL, Found, Likely, PassageSearch, is_searched
from unstuck.understanding.statements import NOT_UNDERSTOOD, Act, How, Statement
from unstuck.understanding.tongue import OFTEN, Tongue, english_mender
from unstuck.understanding.unlearned import needed_sureness, told_by, unlearned
from unstuck.understanding.vectors import Vectors

__all__ = ["Entity", "Reader", "Reading"]

# How the last of several is called in English, and what stands beside a number without being one: "the second one".
LAST, PRONOUN = frozenset(["last", "final", "bottom"]), "one"
SET_LANGUAGE = "set_language"  # the intent of who asks for a language; its English examples stand in the languages'


@dataclass(frozen=True)
class Reading:
    """What a message means.

    Args:
        intent: of the statement that weighs most; of a message that says one thing, its intent.
        confidence: calibrated, 0 to 1; below 0.5 the bot asks back.
        ranking: all intents with their confidence, best first.
        nearest: the likest training example.
        entities: the things it names, in the order of the text.
        language: ISO 639-1 code; "en" unless it is clearly another.
        statements: what it says, in its order.
        asks: whether any of it has the form of a question.
        asks_what: whether any of it asks for more than yes or no.
        near_step: the place of the step, of the fix on the screen, that it speaks of; None where it speaks of none.
        move: what it asks for, where a step is on the screen.
        passages: of articles that answer it where no intent does, the surest first.
        unheard: whether it is in a language that nobody here hears: nothing else is known of it.
    """

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    nearest: str
    entities: tuple[Entity, ...]
    language: str
    statements: tuple[Statement, ...] = ()
    asks: bool = False
    asks_what: bool = False
    near_step: int | None = None
    move: Move | None = None
    passages: tuple[Found, ...] = ()
    unheard: bool = False

    @property
    def denied(self) -> tuple[str, ...]:
        """Describing intents that it rules out."""
        said = {one.intent for one in self.statements if one.how is How.STATED}
        denied = (one.intent for one in self.statements if one.how is How.DENIED and one.intent not in said)
        return tuple(dict.fromkeys(denied))

    @property
    def also(self) -> tuple[str, ...]:
        """Describing intents of its other statements."""
        described = [one.intent for one in self.statements if one.act is Act.DESCRIBES and one.is_affirmed]
        return tuple(intent for intent in dict.fromkeys(described) if intent != self.intent)


@dataclass(frozen=True)
class Told:
    """What articles tell the reader: names and messages, acts of intents, and which it knows by their words alone."""

    knowledge: Knowledge
    entities: EntityFinder
    acts: Acts
    english: Tongue
    others: OtherTongues
    languages: LanguageReader
    unlearned: frozenset[str]


class Reader:
    """Reads messages with trained classifiers, by the articles as they are at that moment."""

    def __init__(
        self, classifiers: Classifiers, encoder: SentenceEncoder, configured: Settings, library: Library
    ) -> None:
        intents = classifiers[INTENTS]
        encoder.check(intents.encoder)
        self._mend = english_mender(intents, encoder)
        self._encoder = encoder
        self._classifiers = classifiers
        self._intents = intents
        self._familiar = intents.lexicon.frequent(OFTEN, len(intents.examples))
        self._search = PassageSearch(Vectors(encoder, configured.models / "encoder"), intents.examples, library.current)
        self._configured = configured
        self._library = library
        self._told = self._of(library.current())
        self._search.refresh()
        parser.load()
        memory.give_back()

    @classmethod
    def load(cls, models: Path) -> Reader:
        """A reader from the newest model in a folder and the encoder in its subfolder.

        Raises:
            ModelError: there is no model or no encoder, or they do not fit each other.
            ArticleError: an article is wrong.
        """
        configured = settings.read()
        encoder = SentenceEncoder.load(models / "encoder", configured.encoder)
        return cls.make(configured, encoder, archive.read_newest(models))

    @classmethod
    def make(cls, configured: Settings, encoder: SentenceEncoder, classifiers: Classifiers) -> Reader:
        """A reader by the patterns and articles in the settings' folders. Raises ModelError, ArticleError."""
        return cls(classifiers, encoder, configured, Library(configured.articles))

    @property
    def knowledge(self) -> Knowledge:
        """The articles as they are now."""
        return self._library.current()

    def _now(self) -> Told:
        """What the articles tell as they are now."""
        if self._told.knowledge is not self.knowledge:
            self._told = self._of(self.knowledge)
        return self._told

    def _of(self, knowledge: Knowledge) -> Told:
        entities = EntityFinder.load(self._configured.patterns, knowledge.articles)
        acts = Acts.load(self._configured.statements, knowledge)
        counting = Counting(entities.numbers, LAST, PRONOUN)
        ear = Ear(self._classifiers, self._encoder.layers_of_all, self._mend, acts, counting)
        english = Tongue(entities.find, cut, ear, self._search)
        others = OtherTongues.of(self._configured, entities, acts)
        languages = LanguageReader(self._familiar, others.languages.values())
        return Told(knowledge, entities, acts, english, others, languages, unlearned(knowledge, self._intents))

    def read(self, text: str, context: Context = NOWHERE) -> Reading:
        """The reading of one message in its moment; an empty one means nothing, with no confidence."""
        text = text[:MOST_CHARACTERS]
        if not text.strip():
            nothing = tuple((intent, 0.0) for intent in self._intents.intents)
            return Reading(nothing[0][0], 0.0, nothing, "", (), context.language or ENGLISH)
        now = self._now()
        language = now.languages.language(now.entities.without_messages(text), context.language)
        if any(now.others.names.find(text.lower())):  # in whatever language somebody asks for one
            anywhere = Context(language=context.language)  # such a wish has nothing to do with what is open
            wish = self._read(text, anywhere, language, now.others.tongue(ENGLISH))
            if wish.intent == SET_LANGUAGE:
                return wish
        if language == ENGLISH:
            return self._read(text, context, language, now.english)
        if language in now.others.languages:
            return self._read(text, context, language, now.others.tongue(language))
        nothing = tuple((intent, 0.0) for intent in self._intents.intents)
        return Reading(nothing[0][0], 0.0, nothing, "", now.entities.find(text), language, unheard=True)

    def _read(self, text: str, context: Context, language: str, tongue: Tongue) -> Reading:
        now = self._now()
        entities = tongue.find(text)
        clauses = tongue.cut(text, entities)
        heard = tongue.ear.hear(text, clauses, entities, context)
        ranking, statements = _ranked(heard), heard.statements
        needed = needed_sureness(context, *ranking[0])
        likely = self._likely(text, entities, needed) if tongue is now.english else ()
        if likely:
            statements = told_by(likely, statements, now.acts)
            names = {one.head.intent: min(one.sureness, 1.0) for one in likely}
            ranking = (*names.items(), *(one for one in ranking if one[0] not in names))
        asks = any(clause.asks for clause in clauses)
        return Reading(
            intent=ranking[0][0],
            confidence=ranking[0][1],
            ranking=ranking,
            nearest=heard.whole.nearest,
            entities=entities,
            language=language,
            statements=statements,
            asks=asks,
            asks_what=any(clause.asks_what for clause in clauses),
            near_step=heard.near_step,
            move=heard.move,
            passages=() if likely else self._passages(text, ranking, statements, tongue) if asks else (),
        )

    def _likely(self, text: str, entities: Sequence[Entity], sureness: float | None) -> tuple[Likely, ...]:
        """The articles that nobody's words lead to yet and that a message is about, as sure as that."""
        among = self._now().unlearned
        if not among or sureness is None:
            return ()
        likely = self._search.about(text, [str(one.value) for one in entities if one.name == PRODUCT], among)
        return likely if likely and likely[0].sureness >= sureness else ()

    def _passages(
        self, text: str, ranking: Sequence[tuple[str, float]], said: Sequence[Statement], tongue: Tongue
    ) -> tuple[Found, ...]:
        """What articles say to the first question that no intent covers, or to all of a message that none covers."""
        asked = [text[one.start : one.end] for one in said if one.intent == NOT_UNDERSTOOD]
        if tongue.search is None or not (asked or is_searched(self.knowledge, *ranking[0])):
            return ()
        return tongue.search.find(asked[0] if asked else text, dict(ranking).get(REFUSAL, 0.0))


# Of several statements the one whose act stands first gives the message its intent.
WEIGHT = (Act.ANSWERS, Act.DESCRIBES, Act.WANTS, Act.DID, Act.RESULT, Act.ASKS, Act.HAS, Act.TALKS)


def _ranked(heard: Heard) -> tuple[tuple[str, float], ...]:
    """Intents and confidence of a message: the weightiest statement's first, then as the whole message looks."""
    said = [one for one in heard.statements if one.how is not How.DENIED and one.intent in dict(heard.whole.ranking)]
    if not said:
        denied = {one.intent for one in heard.statements}
        return tuple(one for one in heard.whole.ranking if one[0] not in denied) or heard.whole.ranking
    whole = [one for one in said if one.intent == heard.whole.intent]
    main = min(whole or said, key=lambda one: (WEIGHT.index(one.act), -one.confidence))
    confidence = max(main.confidence, heard.whole.confidence if whole else 0.0)
    rest = ((intent, min(share, confidence)) for intent, share in heard.whole.ranking if intent != main.intent)
    return ((main.intent, confidence), *rest)
