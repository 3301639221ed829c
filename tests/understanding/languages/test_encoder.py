import numpy as np
import pytest

from unstuck.errors import ModelError
from unstuck.understanding.languages import encoder
from unstuck.understanding.languages.encoder import load


def test_what_means_the_same_is_near_in_every_language():
    german, japanese, other = (
        load().layers(text)[-1]
        for text in ("mein Profilbild ändert sich nicht", "プロフィール写真が変わらない", "es regnet heute")
    )
    assert np.linalg.norm(german) == pytest.approx(1, abs=1e-4)
    assert german @ japanese > german @ other


def test_what_was_trained_with_another_encoder_does_not_fit():
    load().check(load().fingerprint)
    with pytest.raises(ModelError):
        load().check("another")


def test_several_texts_at_once_lie_where_they_lie_alone():
    texts = ["el error sigue igual", "まだエラーが出る", "el error sigue igual"]
    together = load().layers_of_all(texts)
    assert together.shape == (3, 1, 512)
    for text, one in zip(texts, together, strict=True):
        assert load()._encoder.encode([text]) == pytest.approx(one, abs=1e-5)


def test_it_remembers_no_more_than_the_last_texts():
    load().layers_of_all([f"número {number}" for number in range(encoder.RECENT + 5)])
    assert len(load()._recent) == encoder.RECENT
