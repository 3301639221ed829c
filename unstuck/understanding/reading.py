"""One message understood: the whole of what the bot knows of it, in one value. The way in for everybody but Rasa."""

from dataclasses import dataclass
from pathlib import Path

from unstuck import settings
from unstuck.articles.knowledge import Knowledge
from unstuck.understanding import archive
from unstuck.understanding.clauses import ClauseSplitter
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.entities import Entity, EntityFinder
from unstuck.understanding.intents import IntentReader

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
    """

    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    nearest: str
    entities: tuple[Entity, ...]
    language: str
    denied: tuple[str, ...]
    also: tuple[str, ...]


class Reader:
    """Reads messages with the trained model, without Rasa."""

    def __init__(self, intents: IntentReader, entities: EntityFinder) -> None:
        self._intents = intents
        self._entities = entities

    @classmethod
    def load(cls, models: Path) -> "Reader":
        """A reader from the newest model in a folder and the encoder in its subfolder.

        Raises:
            ModelError: there is no model or no encoder, or they do not fit each other.
            ArticleError: an article is wrong.
        """
        chosen = settings.read()
        knowledge = Knowledge.load(chosen.articles)
        encoder = SentenceEncoder.load(models / "encoder", chosen.encoder)
        clauses = ClauseSplitter.load(chosen.patterns)
        intents = IntentReader(encoder, archive.read_newest(models), clauses, knowledge)
        return cls(intents, EntityFinder.load(chosen.patterns, knowledge.articles))

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
        )
