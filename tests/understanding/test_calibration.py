import numpy as np
import pytest

from unstuck.understanding.calibration import fit_calibration, softmax


@pytest.fixture(scope="module")
def judged():
    """2,000 messages: the higher the best score, the oftener it is right."""
    random = np.random.default_rng(0)
    scores = random.uniform(0, 0.2, (2000, 5))
    best = random.integers(0, 5, 2000)
    height = random.uniform(0.2, 1, 2000)
    scores[np.arange(2000), best] = height
    right = random.uniform(size=2000) < height
    wrong_best = np.where(right, best, (best + 1) % 5)
    return scores, wrong_best, height, right


def test_the_confidence_is_the_share_that_is_right(judged):
    scores, best, nearest, right = judged
    calibration = fit_calibration(scores, best, nearest, right, unknown_share=0.05)
    confidence = calibration.confidences(scores, nearest).max(1)
    for low in (0.3, 0.5, 0.7):
        inside = (confidence >= low) & (confidence < low + 0.2)
        assert right[inside].mean() == pytest.approx(confidence[inside].mean(), abs=0.07)


def test_no_sign_of_likeness_lowers_the_confidence(judged):
    scores, best, nearest, right = judged
    calibration = fit_calibration(scores, best, 1 - nearest, right, unknown_share=0.05)
    assert min(calibration.weights) >= 0


def test_messages_of_no_intent_lower_the_confidence(judged):
    scores, best, nearest, right = judged
    none = np.full(len(right), -1)
    plain = fit_calibration(scores, best, nearest, right, unknown_share=0.05)
    wary = fit_calibration(
        np.vstack([scores, scores * 0.5]),
        np.concatenate([best, none]),
        np.concatenate([nearest, nearest * 0.5]),
        np.concatenate([right, np.zeros(len(right), bool)]),
        unknown_share=0.5,
    )
    less, more = (one.confidences(scores[:1] * 0.5, np.array([0.3])).max() for one in (wary, plain))
    assert less < more


def test_shares_add_up_to_one():
    assert softmax(np.array([[1.0, 2.0, 400.0]]), 0.05).sum() == pytest.approx(1)
