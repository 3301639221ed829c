"""The bot talks people through an imported article, whatever the text did not have."""

import pytest

from tests.drafting.conftest import TEXTS
from unstuck.articles.model import Article
from unstuck.cli.preview import Preview
from unstuck.drafting.importer import import_article
from unstuck.wording.responses import Words


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_fix_question_and_last_resort_is_reached_in_a_talk(path):
    article = Article.model_validate(import_article(path, "thing").article)
    preview = Preview(article, Words.load())
    said = preview.begin()
    if article.causes:
        said += preview.press("next_step")
    for _ in range(sum(len(fix.steps) for fix in article.methods) + len(article.methods)):
        said += preview.press("ask_step_help")
        said += preview.press("next_step")
    for intent in ("ask_why_failed", "ask_summary", "ask_prevent", "ask_error_difference", "confirm_fixed"):
        said += preview.press(intent)
    for part in (*article.causes, *article.escalations):
        said += preview.press(part.intents[0]) + preview.press("ask_why_failed")
    for answer in article.answers:
        said += preview.press(answer.intent)
    shown = [step.title for fix in article.methods for step in fix.steps]
    shown += [text for part in article.escalations for text in (part.title, part.advice)]
    shown += [answer.text for answer in article.answers] + [cause.explanation for cause in article.causes]
    assert [text for text in shown if text not in said] == []
    assert "None" not in said
