import tarfile

import numpy as np
import pytest

from unstuck.errors import ModelError
from unstuck.understanding import archive


def packed(classifier, folder, name="model.tar.gz"):
    inside = folder / "inside"
    inside.mkdir(exist_ok=True)
    archive.write(classifier, inside)
    with tarfile.open(folder / name, "w:gz") as tar:
        tar.add(inside, "components/train_components.reader.MessageReader0")


def test_a_classifier_comes_back_as_it_was(classifier, encoder, tmp_path):
    archive.write(classifier, tmp_path)
    restored = archive.read(tmp_path)
    for text in ("will it rain", "play jazz", "zzz"):
        before, after = (one.guess(text, encoder.layers(text)) for one in (classifier, restored))
        assert before.intent == after.intent
        assert before.confidence == pytest.approx(after.confidence, abs=0.01)


def test_it_is_found_inside_the_newest_model(classifier, tmp_path):
    packed(classifier, tmp_path)
    assert archive.read_newest(tmp_path).intents == classifier.intents


def test_nothing_is_unpickled(classifier, tmp_path):
    archive.write(classifier, tmp_path)
    np.savez(tmp_path / archive.ARRAYS, **classifier.arrays() | {"idf": np.array([object()])})
    with pytest.raises(ModelError) as caught:
        archive.read(tmp_path)
    assert caught.value.code == "model_damaged"


def test_no_model_says_how_to_get_one(tmp_path):
    with pytest.raises(ModelError, match="make train") as caught:
        archive.read_newest(tmp_path)
    assert caught.value.code == "no_model"


def test_a_model_without_a_classifier_is_told(tmp_path):
    with tarfile.open(tmp_path / "model.tar.gz", "w:gz"):
        pass
    with pytest.raises(ModelError) as caught:
        archive.read_newest(tmp_path)
    assert caught.value.code == "model_damaged"


def test_a_file_that_is_no_archive_is_told(tmp_path):
    (tmp_path / "model.tar.gz").write_bytes(b"nothing")
    with pytest.raises(ModelError):
        archive.read_newest(tmp_path)
