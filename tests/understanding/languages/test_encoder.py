import numpy as np
import pytest

from unstuck.errors import ModelError
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
