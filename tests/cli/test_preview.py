"""An article is met as people will meet it, without a server and without training."""

import pytest

from unstuck import settings
from unstuck.articles.check import domain_intents
from unstuck.articles.loader import load_article
from unstuck.cli.main import main
from unstuck.cli.preview import Preview
from unstuck.wording.responses import Words

LIBRARY = settings.ROOT / "tests" / "guide" / "library"


def test_an_article_is_previewed_without_training(capsys, monkeypatch):
    typed = iter(["1", "confirm_fixed", "what?"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed, None) or (_ for _ in ()).throw(EOFError))
    assert main(["articles", "preview", str(LIBRARY / "harbour_mail.yml")]) == 0
    shown = capsys.readouterr().out
    assert "[1] I changed my password" in shown
    assert "Enter the Password Again" in shown
    assert "Next time change the password" in shown
    assert "no free words" in shown


@pytest.mark.parametrize("name", sorted(domain_intents(settings.ROOT / "domain.yml")))
def test_a_preview_survives_every_intent(name):
    preview = Preview(load_article(LIBRARY / "harbour_mail.yml"), Words.load())
    preview.begin()
    preview.press("1")
    preview.press(name)
    assert preview.press("repeat_step")


def test_the_preview_of_no_article_is_one_sentence(capsys):
    assert main(["articles", "preview", "nothing"]) == 1
    assert "there is no such article" in capsys.readouterr().err
