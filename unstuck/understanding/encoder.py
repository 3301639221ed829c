"""The sentence encoder: a message to vectors whose angle is meaning. all-MiniLM-L6-v2 on onnxruntime, a thread each.

scripts/build_encoder.py writes its files. Messages are embedded one at a time, in training too, because the int8 graph
picks its scale for each batch: the same message in another company would get another vector.
"""

import hashlib
import os
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from unstuck.errors import ModelError

GRAPHS = {"int8": "all-MiniLM-L6-v2.int8.onnx", "fp32": "all-MiniLM-L6-v2.fp32.onnx"}
TOKENIZER = "tokenizer.json"
LAYERS = 7  # the word embeddings and six transformer layers
RECENT = 256  # texts whose vectors are remembered: a message is looked at from several sides
MOST_TOKENS = 128  # what the model was trained with; later words of a message are not read


class SentenceEncoder:
    """Embeds messages. Not for several threads at once."""

    def __init__(self, graph: Path, tokenizer: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self.fingerprint = sha256(graph)
        self._recent = lru_cache(RECENT)(self._run)

    @classmethod
    def load(cls, folder: Path, precision: str = "int8") -> "SentenceEncoder":
        """The encoder in `folder` (models/encoder), one for each process.

        Args:
            precision: "int8" or "fp32".

        Raises:
            ModelError: it has not been built.
        """
        graph, tokenizer = folder / GRAPHS[precision], folder / TOKENIZER
        if not (graph.exists() and tokenizer.exists()):
            raise ModelError(
                "no_encoder",
                f"There is no {precision} encoder in {folder}: run `.venv/bin/python -m scripts.build_encoder`.",
            )
        return _load(graph, tokenizer)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that the model knows whole, in small letters: 22,500 of the most frequent."""
        return frozenset(word for word in self._tokenizer.get_vocab() if word.isalpha())

    def check(self, fingerprint: str) -> None:
        """Raise ModelError unless a model that was trained with the encoder of this fingerprint fits this one."""
        if fingerprint != self.fingerprint:
            raise ModelError("other_encoder", "The model was trained with another sentence encoder: run `make train`.")

    def layers(self, text: str) -> NDArray[np.float32]:
        """One unit vector a layer, shape (7, 384), not to be written to; the last is the model's sentence embedding."""
        return self._recent(text)

    def layers_of_all(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same of several texts, one after the other."""
        return np.stack([self.layers(text) for text in texts])

    def layers_of_many(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same of the texts of a training, on all cores. None is remembered."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return np.stack([*pool.map(self._run, texts)])

    def _run(self, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(_spoken(text)).ids], dtype=np.int32)
        layers: NDArray[np.float32] = self._session.run(None, {"ids": ids})[0]
        layers.flags.writeable = False
        return layers


def _spoken(text: str) -> str:
    """The text; where it has no word, the names of its emoji, which are all the same unknown word to the model."""
    if any(character.isalnum() for character in text):
        return text
    return " ".join(
        unicodedata.name(character, "").lower() if unicodedata.category(character) == "So" else character
        for character in text[:MOST_TOKENS]
        if unicodedata.category(character) not in ("Mn", "Cf", "Sk")  # how an emoji is drawn, not which
    )


def sha256(path: Path) -> str:
    """The hash of a file, as sha256sum prints it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@lru_cache
def _load(graph: Path, tokenizer: Path) -> SentenceEncoder:
    return SentenceEncoder(graph, tokenizer)
