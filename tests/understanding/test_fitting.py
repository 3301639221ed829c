import tracemalloc

import numpy as np
import pytest

from unstuck.understanding import fitting
from unstuck.understanding.fitting import fit
from unstuck.understanding.sampling import Judged, sample_of


def test_training_twice_gives_the_same(classifier, encoder, examples):
    again = fit(examples, encoder.layers, encoder.fingerprint)
    assert (again.meaning_weights == classifier.meaning_weights).all()
    assert again.calibration == classifier.calibration


def test_what_is_said_of_unseen_examples_is_what_a_model_without_them_says(encoder, examples):
    """The closed form against training anew, with the same places and features for both."""
    random = np.random.default_rng(0)
    points = random.normal(size=(60, 8)).astype(np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    owner = random.integers(0, 3, 60)
    target = (owner[:, None] == np.arange(3)).astype(np.float32)
    cosine = points @ points.T
    kernel = fitting.meaning_kernel(cosine)
    slack = fitting.SLACK * np.eye(60, dtype=np.float32)
    inverse = fitting._inverse(kernel + slack)
    fold = np.arange(60) % 5
    judged = fitting._Judge(inverse, inverse @ target, target, points, owner).without(fold)
    for number in range(5):
        seen, unseen = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        weights = np.linalg.solve(kernel[np.ix_(seen, seen)] + fitting.SLACK * np.eye(len(seen)), target[seen])
        assert judged.scores[unseen] == pytest.approx(kernel[np.ix_(unseen, seen)] @ weights, abs=1e-3)
        assert judged.nearest[unseen] == pytest.approx(cosine[np.ix_(unseen, seen)].max(1), abs=1e-6)


def test_where_a_sample_is_judged_all_examples_are_learned_still(encoder, examples, classifier):
    sampled = fit(examples, encoder.layers, encoder.fingerprint, judged=Judged(0, len(examples) // 2))
    assert sampled.examples == classifier.examples
    assert sampled.meaning_weights == pytest.approx(classifier.meaning_weights, abs=1e-3)
    assert sampled.calibration != classifier.calibration
    assert set(sampled.recall) == set(classifier.intents)


def test_a_sample_has_examples_of_each_intent_in_its_share():
    owner = np.array([0] * 80 + [1] * 18 + [2] * 2)
    chosen = sample_of(owner, Judged(0, 50), np.random.default_rng(0))
    assert np.bincount(owner[chosen]).tolist() == [40, 9, 2]
    assert len(set(chosen)) == len(chosen)


def test_recall_of_cross_validation_is_kept(classifier):
    assert set(classifier.recall) == set(classifier.intents)
    assert all(0 <= share <= 1 for share in classifier.recall.values())


def test_a_large_intent_does_not_swallow_a_small_one(encoder, examples):
    small = [example for example in examples if example[1] != "music"]
    few = [example for example in examples if example[1] == "music"][:3]
    large = [(f"{text} {extra}", "food") for text, intent in examples if intent == "food" for extra in "abcdefgh"]
    classifier = fit([*small, *few, *large], encoder.layers, encoder.fingerprint)
    assert classifier.guess("play jazz", encoder.layers("play jazz")).intent == "music"


def test_training_holds_little_more_than_one_matrix_of_all_examples_by_all():
    """Many examples by many is gigabytes: a second matrix of that size would not fit a small machine."""
    count = 4 * fitting.BLOCK
    random = np.random.default_rng(0)
    vectors = {
        f"message {number} of {number % 97}": row for number, row in enumerate(random.normal(size=(count, 3, 32)))
    }
    examples = [(text, f"intent {place % 7}") for place, text in enumerate(vectors)]
    tracemalloc.start()
    try:
        fit(examples, lambda text: vectors[text].astype(np.float32), "made up")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2.5 * count**2 * 4
