"""Where what was trained is kept, inside the model that Rasa packs: arrays and words of classifiers, and the judge."""

import io
import json
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

import numpy as np

from unstuck.errors import ModelError
from unstuck.understanding.classifier import Classifier
from unstuck.understanding.move_judge import Judge

INTENTS, FIXES, HOWS = NAMES = ("intents", "fixes", "hows")
ARRAYS, WORDS = ".npz", ".json"  # endings of the two files of each classifier
JUDGE = f"moves{ARRAYS}"


class Classifiers(dict[str, Classifier]):
    """The three classifiers by their names, and the judge of what is said at a step, if there were lessons for it."""

    judge: Judge | None = None


def write(classifiers: Classifiers, folder: Path) -> None:
    """Put classifiers into a folder, each under its name, and their judge."""
    for name, classifier in classifiers.items():
        np.savez(folder / f"{name}{ARRAYS}", **classifier.arrays())  # pyrefly: ignore[bad-argument-type]  # a keyword each
        (folder / f"{name}{WORDS}").write_text(json.dumps(classifier.words(), ensure_ascii=False), encoding="utf-8")
    (folder / JUDGE).unlink(missing_ok=True)
    if classifiers.judge:
        np.savez(folder / JUDGE, **classifiers.judge.arrays())  # pyrefly: ignore[bad-argument-type]  # a keyword each


def read(folder: Path) -> Classifiers:
    """The classifiers in a folder. Raises ModelError when they are missing or damaged."""
    try:
        return _restore(lambda name: (folder / name).open("rb"), (folder / JUDGE).exists())
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(folder, error) from None


def newest(models: Path) -> Path:
    """The newest model of a folder. Raises ModelError: there is none."""
    packed = max(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)
    if packed is None:
        raise ModelError("no_model", f"There is no trained model in {models}: run `make train`.")
    return packed


def read_newest(models: Path) -> Classifiers:
    """The classifiers inside the newest `*.tar.gz` of a folder.

    Raises:
        ModelError: there is no model, or it holds no classifiers.
    """
    packed = newest(models)
    contents = {}
    try:
        with tarfile.open(packed) as archive:
            for member in archive:
                name = Path(member.name).name
                if name.endswith((ARRAYS, WORDS)) and (file := archive.extractfile(member)):
                    contents[name] = file.read()
        return _restore(lambda name: io.BytesIO(contents[name]), JUDGE in contents)
    except (OSError, ValueError, KeyError, tarfile.TarError) as error:
        raise _damaged(packed, error) from None


def _restore(opened: Callable[[str], IO[bytes]], judged: bool) -> Classifiers:
    found = Classifiers()
    for name in NAMES:
        with (
            opened(f"{name}{WORDS}") as words,
            opened(f"{name}{ARRAYS}") as arrays,
            np.load(arrays, allow_pickle=False) as loaded,
        ):
            found[name] = _sharing(Classifier.restore(loaded, json.load(words)), found.get(INTENTS))
    if judged:
        with opened(JUDGE) as arrays, np.load(arrays, allow_pickle=False) as loaded:
            found.judge = Judge.restore(loaded)
    return found


def _sharing(one: Classifier, other: Classifier | None) -> Classifier:
    """A classifier with the lexicon of another that was trained with the same: tens of thousands of words, once."""
    same = other is not None and one.lexicon.features == other.lexicon.features
    return replace(one, lexicon=other.lexicon) if other and same else one


def _damaged(place: Path, error: Exception) -> ModelError:
    return ModelError("model_damaged", f"{place} holds no usable classifier ({error!r}): run `make train`.")
