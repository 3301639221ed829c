from importlib.util import module_from_spec, spec_from_file_location

import numpy as np
import pytest

from unstuck import settings
from unstuck.errors import ModelError
from unstuck.understanding.encoder import GRAPHS, TOKENIZER, SentenceEncoder, sha256


def test_each_layer_of_a_message_is_a_unit_vector(encoder):
    layers = encoder.layers("my picture will not change")
    assert layers.shape == (7, 384)
    assert np.allclose(np.linalg.norm(layers, axis=1), 1, atol=1e-5)


def test_the_same_message_always_gets_the_same_vector(encoder):
    assert (encoder.layers("same error") == encoder.layers("same error")).all()


def test_many_messages_get_the_vectors_that_each_gets_alone(encoder):
    many = [f"picture {number} of my cat is too large" * (1 + number % 3) for number in range(9)]
    assert (encoder.layers_of_many(many) == encoder.layers_of_all(many)).all()


def test_likeness_in_meaning_is_likeness_of_vectors(encoder):
    def cosine(one, other):
        return encoder.layers(one)[-1] @ encoder.layers(other)[-1]

    alike = cosine("I cannot change my profile picture", "my avatar does not update")
    unlike = cosine("I cannot change my profile picture", "the soup needs more salt")
    assert alike > unlike + 0.3


def test_two_emoji_are_not_taken_for_one_another(encoder):
    assert encoder.layers("👍")[-1] @ encoder.layers("🍕")[-1] < 0.8
    assert encoder.layers("👍")[-1] @ encoder.layers("👍🏽")[-1] > 0.99


def test_an_emoji_beside_words_changes_little(encoder):
    assert encoder.layers("it failed again")[-1] @ encoder.layers("it failed again 😩")[-1] > 0.85


@pytest.mark.parametrize("text", ["", " ", "x" * 10_000, "word " * 2_000])
def test_every_text_has_a_vector(encoder, text):
    assert np.isfinite(encoder.layers(text)).all()


def test_the_vocabulary_holds_whole_words_only(encoder):
    assert {"picture", "change"} <= encoder.words
    assert not any("#" in word for word in encoder.words)


def test_a_missing_encoder_says_how_to_build_it(tmp_path):
    with pytest.raises(ModelError, match=r"scripts\.build_encoder") as caught:
        SentenceEncoder.load(tmp_path)
    assert caught.value.code == "no_encoder"


def test_the_encoder_is_the_one_that_was_measured(root):
    place = spec_from_file_location("build_encoder", root / "scripts" / "build_encoder.py")
    build = module_from_spec(place)
    place.loader.exec_module(build)
    for name in (GRAPHS["int8"], TOKENIZER):
        assert sha256(settings.read().models / "encoder" / name) == build.HASHES[name]


def test_a_hash_is_that_of_sha256sum(tmp_path):
    (tmp_path / "file").write_bytes(b"abc")
    assert sha256(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
