"""The version of an article is another as soon as it says anything else."""

from datetime import date

from unstuck.articles.versions import version_of


def test_another_word_is_another_version_and_a_date_or_a_notice_is_not(article):
    reworded = article.model_copy(update={"prevention": "Keep the app closed."})
    checked = article.model_copy(update={"checked": date(2026, 11, 1), "notice": "It is down."})
    assert version_of(checked) == version_of(article) != version_of(reworded)
