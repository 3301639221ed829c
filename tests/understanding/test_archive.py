import tarfile

import numpy as np
import pytest

from unstuck.errors import ModelError
from unstuck.understanding import archive
from unstuck.understanding.move_judge import Judge


@pytest.fixture
def classifiers(classifier):
    made = archive.Classifiers(dict.fromkeys(archive.NAMES, classifier))
    made.judge = Judge(*(np.full(1, number, dtype=np.float32) for number in range(4)))
    return made


def packed(classifiers, folder, name="model.tar.gz"):
    inside = folder / "inside"
    inside.mkdir(exist_ok=True)
    archive.write(classifiers, inside)
    with tarfile.open(folder / name, "w:gz") as tar:
        tar.add(inside, "components/train_components.reader.MessageReader0")


def test_the_three_classifiers_come_back_as_they_were(classifiers, classifier, encoder, tmp_path):
    archive.write(classifiers, tmp_path)
    restored_ones = archive.read(tmp_path)
    assert set(restored_ones) == set(archive.NAMES)
    restored = restored_ones[archive.HOWS]
    for text in ("will it rain", "play jazz", "zzz"):
        before, after = (one.guess(text, encoder.layers(text)) for one in (classifier, restored))
        assert before.intent == after.intent
        assert before.confidence == pytest.approx(after.confidence, abs=0.01)


def test_the_judge_comes_back_as_it_was_and_goes_with_its_model(classifiers, tmp_path):
    archive.write(classifiers, tmp_path)
    assert archive.read(tmp_path).judge.arrays() == classifiers.judge.arrays()
    classifiers.judge = None
    archive.write(classifiers, tmp_path)
    assert archive.read(tmp_path).judge is None


def test_they_are_found_inside_the_newest_model(classifiers, classifier, tmp_path):
    packed(classifiers, tmp_path)
    assert archive.read_newest(tmp_path)[archive.INTENTS].intents == classifier.intents


def test_a_model_with_only_some_of_them_is_told(classifier, tmp_path):
    archive.write(archive.Classifiers({archive.INTENTS: classifier}), tmp_path)
    with pytest.raises(ModelError) as caught:
        archive.read(tmp_path)
    assert caught.value.code == "model_damaged"


def test_nothing_is_unpickled(classifiers, classifier, tmp_path):
    archive.write(classifiers, tmp_path)
    np.savez(tmp_path / f"{archive.FIXES}{archive.ARRAYS}", **classifier.arrays() | {"idf": np.array([object()])})
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
