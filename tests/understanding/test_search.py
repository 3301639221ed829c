"""A question that no intent covers is answered from the articles, or refused."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.loader import load_article
from unstuck.understanding import archive
from unstuck.understanding.index import passages
from unstuck.understanding.search import PassageSearch
from unstuck.understanding.vectors import Vectors

RIGHT = 0.7  # the least share of the questions that the articles answer
WRONG = 0.15  # the largest share of them that get another passage
INVENTED = 0.04  # the largest share of the others that get any

QUESTIONS = YAML(typ="safe").load((Path(__file__).parent / "search.yml").read_text(encoding="utf-8"))
LIBRARY = Path(__file__).parent.parent / "guide" / "library"


@pytest.fixture(scope="module")
def spoken(models):
    """The messages that the model was trained with."""
    return archive.read_newest(models)[archive.INTENTS].examples


@pytest.fixture(scope="module")
def search(encoder, spoken, knowledge, tmp_path_factory):
    vectors = Vectors(encoder, tmp_path_factory.mktemp("vectors"))
    return PassageSearch(vectors, spoken, lambda: knowledge)


@pytest.fixture(scope="module")
def trained(reader, knowledge, encoder, tmp_path_factory):
    """What is found for a text by the trained model's own search, whatever its intent."""

    def find(text):
        found = reader._search.find(text, dict(reader.read(text).ranking).get("out_of_scope", 0.0))
        return found[0].passage.text if found else ""

    return find


def test_questions_that_an_article_answers_get_its_words(trained):
    found = {one["text"]: (trained(one["text"]), one["says"]) for one in QUESTIONS["answered"]}
    right = [text for text, (passage, says) in found.items() if says.lower() in passage.lower()]
    wrong = {text: passage for text, (passage, says) in found.items() if passage and text not in right}
    assert len(right) / len(found) >= RIGHT, set(found) - set(right)
    assert len(wrong) / len(found) <= WRONG, wrong


def test_questions_that_no_article_answers_are_refused(trained):
    invented = {text: passage for text in QUESTIONS["unanswered"] if (passage := trained(text))}
    assert len(invented) / len(QUESTIONS["unanswered"]) <= INVENTED, invented


def test_only_what_no_intent_answers_is_searched_for(reader):
    assert reader.read("it only lets me pick from 3 pictures").passages == ()
    assert reader.read("where is the app switcher").passages
    assert reader.read("dónde está el botón de editar perfil").passages == ()


def test_everything_that_an_article_says_can_be_found(article):
    said = " ".join(passage.text for passage in passages(article))
    for method in article.methods:
        assert all(step.help in said and step.text in said for step in method.steps)
    assert all(answer.text in said for answer in article.answers)


def test_an_edited_article_is_found_without_training(encoder, spoken, article, tmp_path):
    known = [Knowledge((article,))]
    search = PassageSearch(Vectors(encoder, tmp_path), spoken, lambda: known[0])
    assert search.find("what wakes the bilge pump", 0.0) == ()
    known[0] = Knowledge((article.model_copy(update={"prevention": "The bilge pump wakes at noon."}),))
    (found,) = search.find("what wakes the bilge pump", 0.0)
    assert found.passage.text == "The bilge pump wakes at noon."


def test_another_app_s_article_answers_too(encoder, spoken, tmp_path):
    known = Knowledge((load_article(LIBRARY / "harbour_mail.yml"),))
    search = PassageSearch(Vectors(encoder, tmp_path), spoken, lambda: known)
    (found,) = search.find("do the messages stay on the server", 0.0)
    assert found.passage.article == "harbour_mail"


@pytest.mark.parametrize("text", ["", "   ", "👍", "?"])
def test_a_message_without_words_finds_nothing(search, text):
    assert search.find(text, 0.0) == ()


def test_vectors_are_kept_and_a_damaged_file_is_made_again(encoder, tmp_path):
    first = Vectors(encoder, tmp_path).of_all(["a sentence", "another"])

    class Silent:
        fingerprint = encoder.fingerprint

    assert (Vectors(Silent(), tmp_path).of_all(["a sentence", "another"]) == first).all()
    (tmp_path / "sentences.npz").write_bytes(b"half")
    assert (Vectors(encoder, tmp_path).of_all(["a sentence", "another"]) == first).all()
