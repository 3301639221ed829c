"""The sentence encoder as a Rasa component: loaded once, shared by the components that ask for it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

import unstuck.understanding
from unstuck import settings
from unstuck.understanding import encoder


@dataclass(frozen=True)
class LoadedEncoder:
    """The encoder, wrapped so that Rasa can tell one from another."""

    encoder: encoder.SentenceEncoder

    def fingerprint(self) -> str:
        """What a trained component depends on: the graph, and the core's code, which Rasa's cache does not look at."""
        digest = hashlib.sha256(self.encoder.fingerprint.encode())
        for path in sorted(Path(unstuck.understanding.__path__[0]).glob("*.py")):
            digest.update(path.read_bytes())
        return digest.hexdigest()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MODEL_LOADER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Provides all-MiniLM-L6-v2 from models/encoder/. Trains and persists nothing: scripts/build_encoder.py did."""

    def __init__(self, loaded: LoadedEncoder) -> None:
        self._loaded = loaded

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEncoder:
        """Load the encoder that the settings name. Raises ModelError when it has not been built."""
        chosen = settings.read()
        return cls(LoadedEncoder(encoder.SentenceEncoder.load(chosen.models / "encoder", chosen.encoder)))

    def provide(self) -> LoadedEncoder:
        """The loaded encoder."""
        return self._loaded
