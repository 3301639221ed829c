"""The entity finder as a Rasa component."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from unstuck import settings
from unstuck.articles.loader import load_articles
from unstuck.understanding.entities import EntityFinder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityExtractor(GraphComponent):
    """Entities by spaCy's EntityRuler and by fuzzy match.

    Trains and persists nothing: its patterns are data/entities/ and its names the articles, both read at the start.
    """

    def __init__(self, finder: EntityFinder) -> None:
        self._finder = finder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityExtractor:
        """Read the patterns and the articles. Raises ModelError, ArticleError."""
        chosen = settings.read()
        return cls(EntityFinder.load(chosen.patterns, load_articles(chosen.articles)))

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the entities of each message into it."""
        for message in messages:
            found = [
                {
                    "entity": entity.name,
                    "value": entity.value,
                    "start": entity.start,
                    "end": entity.end,
                    "extractor": type(self).__name__,
                }
                for entity in self._finder.find(message.get("text") or "")
            ]
            message.set("entities", message.get("entities", []) + found, add_to_output=True)
        return messages
