"""`unstuck articles suggest` prints drafts with the sentences that they came from."""

from ruamel.yaml import YAML

from unstuck import settings
from unstuck.cli.main import main
from unstuck.storage.conversations import Conversations


def test_what_came_twice_is_a_draft_that_reads_as_yaml(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("UNSTUCK_VAR", str(tmp_path))
    assert main(["articles", "suggest"]) == 0
    assert capsys.readouterr().out.startswith("Nothing that was not understood in the last 30 days")
    kept = Conversations.from_settings(settings.read())
    for text in ("how do I get: a blue tick", "how do I get: a blue tick", "tell me a joke"):
        kept.not_understood("ann", text)
    assert main(["articles", "suggest", "--days", "7"]) == 0
    said = capsys.readouterr().out
    assert "# 1. 2× not understood" in said
    assert "#    people: how do I get: a blue tick" in said
    assert "Nobody has answered it yet." in said
    assert "joke" not in said
    (examples,) = YAML(typ="safe").load(said)["nlu"]
    assert examples["examples"] == "- how do I get: a blue tick\n"
