"""A notice is told before any fix, once."""

from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Case
from unstuck.guide.notices import told
from unstuck.guide.turn import Say, Turn


def test_a_notice_is_told_first_and_only_when_the_talk_comes_to_its_article(knowledge):
    article = knowledge.first.model_copy(update={"notice": "The server is down."})
    library = Knowledge((article,))
    turn = Turn(Case(article=article.id), (Say("fix_begins"),))
    first = told(library, Case(), turn)
    assert [said.name for said in first.says] == ["notice", "fix_begins"]
    assert first.says[0].values == {"body": "The server is down."}
    assert told(library, Case(article=article.id), turn) == turn
    assert told(knowledge, Case(), turn) == turn
