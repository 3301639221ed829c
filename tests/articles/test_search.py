"""Finding articles by words."""

from unstuck.articles.search import search


def test_all_articles_come_without_a_query(knowledge):
    assert search(knowledge.articles, " ? ") == list(knowledge.articles)


def test_an_article_is_found_by_its_title_and_by_what_the_screen_says(knowledge):
    for article in knowledge.articles:
        for words in (article.title, article.title.upper(), *article.error_messages):
            assert search(knowledge.articles, words)[0] is article


def test_what_is_typed_so_far_finds_what_it_will_be(knowledge):
    assert search(knowledge.articles, knowledge.first.title[:-2])[0] is knowledge.first


def test_words_of_no_article_find_nothing(knowledge):
    assert search(knowledge.articles, "refrigerator of") == []
