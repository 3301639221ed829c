"""`unstuck outcomes`: what works, for people, for programs and for spreadsheets."""

import csv
import io
import json

import pytest

from unstuck import settings
from unstuck.cli.main import main
from unstuck.storage.conversations import Conversations, Position
from unstuck.storage.outcomes import Outcomes


def test_outcomes_are_a_table_or_json_and_say_when_there_are_none(var, capsys):
    main(["outcomes"])
    assert "No outcome yet" in capsys.readouterr().out
    Outcomes(var).record("a", "glitch", "restart", "solved")
    main(["outcomes"])
    assert "restart" in capsys.readouterr().out
    main(["outcomes", "--json"])
    assert json.loads(capsys.readouterr().out) == [
        {"article": "a", "cause": "glitch", "method": "restart", "result": "solved", "count": 1}
    ]


def test_outcomes_say_why_the_fixes_of_a_cause_stand_in_their_order(var, article, capsys):
    cause = next(cause for cause in article.causes if len(cause.methods) > 1)
    for result in ("solved", "failed", "failed"):
        Outcomes(var).record(article.id, cause.id, cause.methods[0], result)
    main(["outcomes", "order", "--json"])
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["method"], first["solved"], first["tried"], first["used"]) == (cause.methods[0], 1, 3, "no")
    assert (first["prior"], first["mean"]) == (0.6667, round(11 / 18, 4))
    main(["outcomes"])
    assert "learn_order: true" in capsys.readouterr().out


@pytest.mark.parametrize("what", ["fixes", "conversations", "steps", "unclear", "photos", "thumbs"])
def test_with_nothing_recorded_each_table_says_so_and_json_is_an_empty_list(var, what, capsys):
    main(["outcomes", what])
    said = capsys.readouterr().out
    assert said.startswith("No")
    assert said.endswith(".\n")
    main(["outcomes", what, "--json"])
    main(["outcomes", what, "--csv"])
    assert capsys.readouterr().out == "[]\n"


def test_outcomes_as_csv_are_for_spreadsheets_which_must_run_nothing_of_it(var, capsys):
    stored = Conversations.from_settings(settings.read())
    stored.note("ann", "web", Position("a"), "solved")
    stored.rate("ann", "up")
    stored.not_understood("ann", '=HYPERLINK("https://evil.example")')
    stored.not_understood("ann", "two\nlines, [bold]and[/bold] a comma")
    main(["outcomes", "thumbs", "--csv"])
    assert capsys.readouterr().out == "up,down\n1,0\n"
    main(["outcomes", "unclear", "--csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["text"][:11] for row in rows} == {"'=HYPERLINK", "two\nlines, "}
    main(["outcomes", "unclear"])
    assert "[bold]" in capsys.readouterr().out


def test_a_period_that_is_none_is_refused(var, capsys):
    for days in ("0", "x", "99999999999"):
        with pytest.raises(SystemExit):
            main(["outcomes", "steps", "--days", days])
