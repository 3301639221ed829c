"""Where the trained classifier is kept: two files, arrays and words, inside the model that Rasa packs."""

import io
import json
import tarfile
from pathlib import Path

import numpy as np

from unstuck.errors import ModelError
from unstuck.understanding.classifier import Classifier

ARRAYS = "classifier.npz"
WORDS = "classifier.json"


def write(classifier: Classifier, folder: Path) -> None:
    """Put a classifier into a folder."""
    np.savez(folder / ARRAYS, allow_pickle=False, **classifier.arrays())
    (folder / WORDS).write_text(json.dumps(classifier.words(), ensure_ascii=False), encoding="utf-8")


def read(folder: Path) -> Classifier:
    """The classifier in a folder. Raises ModelError when it is missing or damaged."""
    try:
        return _restore((folder / ARRAYS).read_bytes(), (folder / WORDS).read_bytes())
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(folder, error) from None


def read_newest(models: Path) -> Classifier:
    """The classifier inside the newest `*.tar.gz` of a folder.

    Raises:
        ModelError: there is no model, or it holds no classifier.
    """
    packed = max(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)
    if packed is None:
        raise ModelError("no_model", f"There is no trained model in {models}: run `make train`.")
    contents = {}
    try:
        with tarfile.open(packed) as archive:
            for member in archive:
                name = Path(member.name).name
                if name in (ARRAYS, WORDS) and (file := archive.extractfile(member)):
                    contents[name] = file.read()
        return _restore(contents[ARRAYS], contents[WORDS])
    except (OSError, ValueError, KeyError, tarfile.TarError) as error:
        raise _damaged(packed, error) from None


def _restore(arrays: bytes, words: bytes) -> Classifier:
    with np.load(io.BytesIO(arrays), allow_pickle=False) as loaded:
        return Classifier.restore(loaded, json.loads(words))


def _damaged(place: Path, error: Exception) -> ModelError:
    return ModelError("model_damaged", f"{place} holds no usable classifier ({error!r}): run `make train`.")
