"""Notices by article: one each, which the next one replaces."""

from unstuck.storage.notices import Notices


def test_the_last_notice_of_an_article_is_told_until_it_is_switched_off(tmp_path):
    notices = Notices(tmp_path)
    for article, text in (("b", "Slow."), ("a", "Down."), ("b", "Down, too.")):
        notices.switch(article, text)
    assert Notices(tmp_path).all() == {"a": "Down.", "b": "Down, too."}
    notices.switch("b", "")
    notices.switch("c", "")
    assert notices.all() == {"a": "Down."}
