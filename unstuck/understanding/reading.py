"""One message understood: the whole of what the bot knows of it, in one value. The way in for everybody."""

from dataclasses import dataclass
from pathlib import Path

from unstuck import settings
from unstuck.articles.library import Library
from unstuck.settings import Settings
from unstuck.understanding import archive
from unstuck.understanding.classifier import Classifier
from unstuck.understanding.clauses import ClauseSplitter
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.entities import Entity, EntityFinder
from unstuck.understanding.intents import IntentReader, Meaning
from unstuck.understanding.language import ENGLISH
from unstuck.understanding.search import REFUSAL, Found, PassageSearch, is_searched
from unstuck.understanding.vectors import Vectors

__all__ = ["Entity", "Reader", "Reading"]


@dataclass(frozen=True)
class Reading:
    """What a message means.

    Args:
        intent: the most probable one.
        confidence: calibrated, 0 to 1; below 0.5 the bot asks back.
        ranking: all intents with their confidence, best first.
        nearest: the likest training example.
        entities: the things it names, in the order of the text.
        language: ISO 639-1 code; "en" unless it is clearly another.
        denied: describing intents that it rules out ("it's not the wifi").
        also: describing intents of its other clauses ("... and also I changed it five times").
        passages: of articles that answer it where no intent does, the surest first.
    """

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    nearest: str
    entities: tuple[Entity, ...]
    language: str
    denied: tuple[str, ...]
    also: tuple[str, ...]
    passages: tuple[Found, ...]


class Reader:
    """Reads messages with a trained classifier."""

    def __init__(self, intents: IntentReader, entities: EntityFinder, search: PassageSearch, library: Library) -> None:
        self._intents = intents
        self._entities = entities
        self._search = search
        self._library = library

    @classmethod
    def load(cls, models: Path) -> "Reader":
        """A reader from the newest model in a folder and the encoder in its subfolder.

        Raises:
            ModelError: there is no model or no encoder, or they do not fit each other.
            ArticleError: an article is wrong.
        """
        chosen = settings.read()
        encoder = SentenceEncoder.load(models / "encoder", chosen.encoder)
        return cls.make(chosen, encoder, archive.read_newest(models))

    @classmethod
    def make(cls, chosen: Settings, encoder: SentenceEncoder, classifier: Classifier) -> "Reader":
        """A reader by the patterns and articles in the settings' folders. Raises ModelError, ArticleError."""
        library = Library(chosen.articles)
        clauses = ClauseSplitter.load(chosen.patterns)
        intents = IntentReader(encoder, classifier, clauses, library.current())
        entities = EntityFinder.load(chosen.patterns, library.current().articles)
        search = PassageSearch(Vectors(encoder, chosen.models / "encoder"), classifier.examples, library.current)
        search.refresh()
        return cls(intents, entities, search, library)

    def read(self, text: str) -> Reading:
        """The reading of one message."""
        meaning = self._intents.read(text)
        intent, confidence = meaning.ranking[0]
        return Reading(
            intent=intent,
            confidence=confidence,
            ranking=meaning.ranking,
            nearest=meaning.nearest,
            entities=self._entities.find(text),
            language=meaning.language,
            denied=meaning.denied,
            also=meaning.also,
            passages=self._passages(text, meaning),
        )

    def _passages(self, text: str, meaning: Meaning) -> tuple[Found, ...]:
        if meaning.language != ENGLISH or not is_searched(self._library.current(), *meaning.ranking[0]):
            return ()
        return self._search.find(text, dict(meaning.ranking).get(REFUSAL, 0.0))
