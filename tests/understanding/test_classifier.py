"""The classifier: what a message means, how sure that is, and what it is likest to."""

import json
from io import BytesIO

import numpy as np
import pytest

from unstuck.understanding.classifier import Classifier
from unstuck.understanding.fitting import fit

TEXTS = ("will there be thunder", "make me a sandwich", "boarding pass please")


def test_messages_unlike_any_word_of_the_examples_are_understood(classifier, encoder):
    for text, intent in (
        ("will there be thunder", "weather"),
        ("make me a sandwich", "food"),
        ("boarding pass please", "travel"),
        ("louder please", "music"),
    ):
        assert classifier.guess(text, encoder.layers(text)).intent == intent


def test_a_message_of_no_intent_is_less_certain_than_one_of_its_own(classifier, encoder):
    def confidence(text):
        return classifier.guess(text, encoder.layers(text)).confidence

    assert confidence("the stock market fell") < confidence("is it raining")


def test_the_ranking_falls_from_a_calibrated_confidence(classifier, encoder):
    guess = classifier.guess("play a song about rain", encoder.layers("play a song about rain"))
    confidences = [confidence for _, confidence in guess.ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert 0 <= confidences[-1] <= confidences[0] <= 1
    assert {intent for intent, _ in guess.ranking} == set(classifier.intents)


def test_the_nearest_example_is_told(classifier, encoder):
    assert classifier.guess("will it rain", encoder.layers("will it rain")).nearest == "will it rain today"


def test_several_texts_together_are_what_each_is_alone(classifier, encoder):
    layers = [encoder.layers(text) for text in TEXTS]
    for alone, together in zip(
        map(classifier.guess, TEXTS, layers), classifier.guesses(TEXTS, np.stack(layers)), strict=True
    ):
        assert together.intent == alone.intent
        assert together.nearest == alone.nearest
        assert together.confidence == pytest.approx(alone.confidence, abs=1e-5)


def test_a_classifier_that_was_written_down_guesses_as_before(classifier, encoder):
    file = BytesIO()
    np.savez(file, **classifier.arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        again = Classifier.restore(arrays, json.loads(json.dumps(classifier.words())))
    for text in TEXTS:
        layers = encoder.layers(text)
        assert again.guess(text, layers).intent == classifier.guess(text, layers).intent
        assert again.guess(text, layers).confidence == pytest.approx(
            classifier.guess(text, layers).confidence, abs=0.01
        )


def test_an_example_of_the_moment_counts_more_than_one_of_another(encoder):
    said = [
        ("it is on now", "done", "step"),
        ("that is switched on", "done", "step"),
        ("it was on already", "known", "question"),
        ("this was set before", "known", "question"),
        ("play some jazz", "other", ""),
        ("turn the volume up", "other", ""),
    ]
    classifier = fit(said, encoder.layers, encoder.fingerprint)
    text = "it is on"

    def ratio(moment):
        found = dict(classifier.guess(text, encoder.layers(text), moment).ranking)
        return found["done"] / found["known"]

    assert ratio("step") > ratio("question")
