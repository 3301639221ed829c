"""The reading of messages as a Rasa component."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

import unstuck.understanding
from unstuck import settings
from unstuck.articles.library import Library
from unstuck.guide.case import Case
from unstuck.guide.context import context_of
from unstuck.observability import metrics
from unstuck.understanding import archive
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.reading import Reader, Reading


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class MessageReader(GraphComponent):
    """Intent, calibrated confidence, ranking, entities; besides, all that a Reading holds.

    Trains the classifiers of unstuck.understanding and persists each as one npz and one JSON file. Reads
    messages with it, with the sentence encoder (all-MiniLM-L6-v2) that scripts/build_encoder.py has made, and with the
    patterns and articles, which are read at the start. One component for all of it, because each node of Rasa's graph
    costs a tenth of a millisecond a message.
    """

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        reader: Reader | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        """One to train: it knows nothing yet."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MessageReader:
        """One that reads, with the classifier from a model. Raises ModelError, ArticleError."""
        with model_storage.read_from(resource) as folder:
            classifiers = archive.read(folder)
        return cls(config, model_storage, resource, Reader.make(settings.read(), _encoder(), classifiers))

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples that have an intent, and persist. Raises ModelError: the encoder has not been built."""
        from unstuck.understanding.training import train  # with what solves equations, which no server needs

        examples = [(example.get("text"), example.get("intent")) for example in training_data.intent_examples]
        examples = sorted((text, intent) for text, intent in examples if text and intent)
        configured = settings.read()
        articles = Library(configured.articles).current().articles
        classifiers = train(examples, _encoder(), configured.statements, configured.patterns, articles)
        with self._model_storage.write_to(self._resource) as folder:
            archive.write(classifiers, folder)
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Put what each message means, in the moment that the case stands at, into it."""
        case = Case.from_json(tracker.get_slot("case"))
        assert self._reader, "Rasa loads a component before it processes messages"
        for message in messages:
            with metrics.STAGE_SECONDS.labels("parse").time():
                context = context_of(self._reader.knowledge, case)
                if not context.language:  # the messenger or the browser may know it
                    context = replace(context, language=str((message.get("metadata") or {}).get("language") or ""))
                reading = self._reader.read(message.get("text") or "", context)
            for name, value in self._output(reading).items():
                message.set(name, value, add_to_output=True)
        return messages

    def _output(self, reading: Reading) -> dict[str, Any]:
        best = reading.ranking[: self._config["ranking_length"]]
        ranking = [{"name": name, "confidence": confidence} for name, confidence in best]
        return {
            "intent": ranking[0],
            "intent_ranking": ranking,
            "entities": [
                {
                    "entity": entity.name,
                    "value": entity.value,
                    "start": entity.start,
                    "end": entity.end,
                    "extractor": type(self).__name__,
                }
                for entity in reading.entities
            ],
            "nearest": reading.nearest,
            "statements": [statement.to_json() for statement in reading.statements],
            "asks": reading.asks,
            "asks_what": reading.asks_what,
            "near_step": reading.near_step,
            "language": reading.language,
            "unheard": reading.unheard,
            "passages": [{"article": one.passage.article, "text": one.passage.text} for one in reading.passages],
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """What else training depends on: the encoder, the lessons and the core's code, which Rasa does not look at."""
        digest = hashlib.sha256(_encoder().fingerprint.encode())
        code = sorted(Path(unstuck.understanding.__path__[0]).glob("*.py"))
        for path in (*code, *sorted(settings.read().statements.glob("*.yml"))):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ranking_length`: how many intents the ranking keeps, since it travels with every message."""
        return {"ranking_length": 10}


def _encoder() -> SentenceEncoder:
    configured = settings.read()
    return SentenceEncoder.load(configured.models / "encoder", configured.encoder)
