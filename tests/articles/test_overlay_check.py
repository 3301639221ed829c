"""What is wrong or stale in an overlay is told."""

from __future__ import annotations

import pytest

from tests.wording.made_up import CODE
from tests.wording.tenth import ARTICLES, OTHERS
from unstuck.articles.overlay_check import doubts_of, faults_of
from unstuck.articles.translations import overlay_files
from unstuck.cli.main import main


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_is_there_in_every_language_and_none_of_it_lacks_or_is_stale(path):
    assert sorted(overlay_files(path)) == OTHERS
    assert [*faults_of(path), *doubts_of(path)] == []


def test_a_changed_english_text_makes_its_part_stale(tenth, capsys):
    path = tenth.articles / "threads_profile_photo.yml"
    text = path.read_text()
    path.unlink()
    path.write_text(text.replace("why: It clears a passing hiccup of the app.", "why: It clears a hiccup."))
    assert main(["articles", "check"]) == 0
    warned = [line for line in capsys.readouterr().err.splitlines() if f".{CODE}.yml" in line]
    assert len(warned) == 1
    assert "methods.force_quit: is stale" in warned[0]
    assert main(["articles", "translate", "threads_profile_photo", CODE, "--anew"]) == 0
    assert main(["articles", "check"]) == 0
    assert f".{CODE}.yml" not in capsys.readouterr().err
