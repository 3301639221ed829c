"""Names that a page does not give."""

import pytest

from unstuck.drafting.naming import MOST_IN_TITLE, Names, short, slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Restart your iPhone", "restart_iphone"),
        ("Don’t open [the app](https://a.example/the-app)", "dont_open_app"),
        ("Größe der Straße prüfen", "grosse_der_strasse_prufen"),
        ("One two three four five six", "one_two_three_four"),
        ("A b", "a_b"),
        ("重新启动", ""),
        ("!!!", ""),
    ],
)
def test_an_id_is_the_first_words_of_a_title(title, name):
    assert slug(title) == name


def test_no_two_parts_of_an_article_have_one_id_and_each_begins_with_a_letter():
    names = Names()
    titles = ["Restart", "Restart!", "重启", "再启动", "365 days", "Error"]
    taken = [names.new(title, "fix") for title in titles]
    assert taken == ["restart", "restart_2", "fix", "fix_2", "fix_365_days", "error_2"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The clock is wrong. Set it.", "The clock is wrong"),
        ("**Label:** text\nmore", "Label: text"),
        ("- See [it](https://a.example/b)", "See it"),
        ("Use version 2.1, e.g. on a Mac. Then go.", "Use version 2.1, e.g. on a Mac"),
        ("1. Open it", "1. Open it"),
        ("时钟不准。请设置。", "时钟不准"),
        (".", "."),
    ],
)
def test_a_short_title_is_the_first_sentence(text, title):
    assert short(text) == title


@pytest.mark.parametrize(("text", "cut"), [("word " * 40, "word …"), ("字" * 200, "字 …")])
def test_a_long_sentence_is_cut_where_it_may_be(text, cut):
    assert short(text).endswith(cut)
    assert MOST_IN_TITLE // 2 < len(short(text)) <= MOST_IN_TITLE + 2
