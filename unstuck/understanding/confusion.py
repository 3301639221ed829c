"""Which intents of the articles the classifier cannot tell apart, from their examples, within a second or two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from unstuck.understanding import archive
from unstuck.understanding.classifier import Classifier
from unstuck.understanding.encoder import SentenceEncoder

MIXED = 0.4  # the share of an intent's examples whose likest other example is of one certain other intent


@dataclass(frozen=True)
class Mixed:
    """Two intents, and the share of the first one's examples that look like the second's."""

    intent: str
    other: str
    share: float
    example: str


def mixed_up(examples: Mapping[str, Sequence[str]], intents: Sequence[str], models: Path, encoder: str) -> list[Mixed]:
    """The intents among `intents` that are hard to tell from another, the worst first.

    The places of examples come from the trained model; those that it has not seen are embedded.

    Args:
        examples: all training examples by intent.
        intents: those to judge.
        models: folder of the trained model and the encoder.
        encoder: its precision.

    Raises:
        ModelError: there is no trained model or no encoder.
    """
    classifier = archive.read_newest(models)[archive.INTENTS]
    embedder = SentenceEncoder.load(models / "encoder", encoder)
    embedder.check(classifier.encoder)
    texts = [(text, intent) for intent, said in examples.items() for text in said]
    places = _places([text for text, _ in texts], classifier, embedder)
    owners = np.array([intent for _, intent in texts])
    found = []
    for intent in intents:
        mine = np.flatnonzero(owners == intent)
        if not len(mine):
            continue
        likeness = places[mine] @ places.T
        likeness[np.arange(len(mine)), mine] = -1
        nearest = owners[likeness.argmax(1)]
        others, counts = np.unique(nearest[nearest != intent], return_counts=True)
        for other, count in zip(others, counts, strict=True):
            if count / len(mine) >= MIXED:
                example = texts[mine[np.flatnonzero(nearest == other)[0]]][0]
                found.append(Mixed(intent, str(other), float(count / len(mine)), example))
    return sorted(found, key=lambda mixed: -mixed.share)


def _places(texts: Sequence[str], classifier: Classifier, encoder: SentenceEncoder) -> NDArray[np.float32]:
    known = {text: place for place, text in enumerate(classifier.examples)}
    rows = [
        classifier.places[known[text]] if text in known else classifier.space.place(encoder.layers(text))
        for text in texts
    ]
    return np.stack(rows).astype(np.float32)
