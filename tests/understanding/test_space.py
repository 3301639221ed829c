"""The space of meanings: places are unit vectors, and the directions are those in which examples differ."""

import numpy as np
import pytest

from unstuck.understanding.space import DIRECTIONS, Space


def layers(count, width=32):
    return np.random.default_rng(3).normal(size=(count, 3, width)).astype(np.float32)


def test_places_are_unit_vectors_of_no_more_directions_than_there_are_examples():
    few = layers(10)
    assert Space.fit(few).place(few).shape == (10, 10)
    many = layers(4 * DIRECTIONS, 200)
    places = Space.fit(many).place(many)
    assert places.shape == (4 * DIRECTIONS, DIRECTIONS)
    assert np.linalg.norm(places, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_text_without_any_vector_has_a_place_all_the_same():
    assert not np.isnan(Space.fit(layers(10)).place(np.zeros((1, 3, 32), np.float32))).any()
