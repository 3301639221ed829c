"""What articles say, as it is searched."""

import numpy as np

from unstuck.understanding.index import Index, heads, passages, words
from unstuck.understanding.vectors import Vectors


def test_an_article_is_headed_by_its_title_its_messages_and_the_names_of_its_parts(article):
    named = {head.text: head.intent for head in heads(article)}
    assert {article.title, *article.error_messages, *(fix.title for fix in article.methods)} <= named.keys()
    assert named[article.title] == article.intents[0]


def test_each_article_has_the_cosine_of_its_own_likest_head_and_sentence(knowledge, encoder, tmp_path):
    index = Index(knowledge, Vectors(encoder, tmp_path))
    for number, one in enumerate(knowledge.articles):
        vector = encoder.layers(one.title)[-1]
        assert int(np.argmax(index.headed(vector))) == number
        assert index.head(number, vector).text == one.title
        first = next(passages(one))
        assert int(np.argmax(index.told(encoder.layers(first.text.split(". ")[0])[-1]))) == number


def test_words_that_one_article_alone_has_in_its_heads_count_for_it(knowledge, encoder, tmp_path):
    index = Index(knowledge, Vectors(encoder, tmp_path))
    shares = index.titled(dict.fromkeys(words("profile"), 1.0))
    assert shares.argmax() == 0
    assert shares[0] > shares[1]
