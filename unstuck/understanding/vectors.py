"""Vectors of sentences, embedded once and kept on disk: a sentence of an article seldom changes."""

import hashlib
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from unstuck.understanding.encoder import SentenceEncoder

FILE = "sentences.npz"

Array = NDArray[np.float32]


class Vectors:
    """The encoder's last layer, remembered in a file of the encoder's folder. A lost or damaged file is made again."""

    def __init__(self, encoder: SentenceEncoder, folder: Path) -> None:
        self._encoder = encoder
        self._path = folder / FILE
        self._known = self._read()

    def of(self, text: str) -> Array:
        """The unit vector of a message, which is not kept."""
        vector: Array = self._encoder.layers(text)[-1]
        return vector

    def of_all(self, sentences: Sequence[str]) -> Array:
        """The unit vectors of sentences, one a row; the file keeps these and forgets those of other sentences."""
        keys = [self._key(sentence) for sentence in sentences]
        vectors = {
            key: self._known[key] if key in self._known else self.of(sentence).astype(np.float16)
            for key, sentence in zip(keys, sentences, strict=True)
        }
        if vectors.keys() != self._known.keys():
            self._known = vectors
            self._write()
        return np.stack([vectors[key] for key in keys]).astype(np.float32)

    def _key(self, sentence: str) -> str:
        return hashlib.sha256(f"{self._encoder.fingerprint}\0{sentence}".encode()).hexdigest()[:32]

    def _read(self) -> dict[str, NDArray[np.float16]]:
        try:
            with self._path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                return dict(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return {}

    def _write(self) -> None:
        """Written whole and then put in place, so that a second process never reads half a file."""
        half = self._path.with_suffix(f".{os.getpid()}.npz")
        try:
            np.savez(half, keys=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))
            half.replace(self._path)
        except OSError:
            half.unlink(missing_ok=True)  # a folder that cannot be written to costs time at the next start, no more
