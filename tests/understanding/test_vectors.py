"""Vectors of an article's sentences: embedded once, kept, and made again when the file is lost."""

import numpy as np
import pytest

from unstuck.understanding.vectors import FILE, Vectors


class Encoder:
    fingerprint = "made up"

    def __init__(self):
        self.asked = []

    def layers(self, text):
        self.asked.append(text)
        vector = np.array([len(text), 1.0], dtype=np.float32)
        return np.stack([vector / np.linalg.norm(vector)] * 3)


@pytest.fixture
def encoder():
    return Encoder()


def test_a_sentence_is_embedded_once_also_by_the_next_process(encoder, tmp_path):
    first = Vectors(encoder, tmp_path).of_all(["one", "three"])
    again = Vectors(encoder, tmp_path).of_all(["three", "one", "new one"])
    assert encoder.asked == ["one", "three", "new one"]
    assert (again[:2] == first[::-1]).all()


def test_a_sentence_that_is_gone_is_forgotten(encoder, tmp_path):
    Vectors(encoder, tmp_path).of_all(["one", "two"])
    Vectors(encoder, tmp_path).of_all(["two"])
    Vectors(encoder, tmp_path).of_all(["one"])
    assert encoder.asked == ["one", "two", "one"]


@pytest.mark.parametrize("damage", [b"", b"no archive", b"PK\3\4 cut off"])
def test_a_damaged_file_is_made_again(encoder, tmp_path, damage):
    Vectors(encoder, tmp_path).of_all(["one"])
    (tmp_path / FILE).write_bytes(damage)
    assert Vectors(encoder, tmp_path).of_all(["one"]).shape == (1, 2)
    assert Vectors(encoder, tmp_path).of_all(["one"]).shape == (1, 2)
    assert encoder.asked == ["one", "one"]


def test_another_encoder_s_vectors_are_not_taken(encoder, tmp_path):
    Vectors(encoder, tmp_path).of_all(["one"])
    encoder.fingerprint = "another"
    Vectors(encoder, tmp_path).of_all(["one"])
    assert encoder.asked == ["one", "one"]
