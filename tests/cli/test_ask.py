import json
import os
import subprocess
import sys

import pytest

from unstuck.cli.ask import explain
from unstuck.cli.main import main
from unstuck.cli.rehearsal import Rehearsal
from unstuck.understanding.reading import Reader
from unstuck.wording.responses import Words

pytestmark = pytest.mark.usefixtures("models")


@pytest.fixture(scope="module")
def reader(models):
    return Reader.load(models)


@pytest.fixture
def ask(capsys):
    def run(*arguments):
        status = main(["ask", *arguments])
        return status, capsys.readouterr()

    return run


def test_an_answer_is_explained_as_json(ask):
    status, printed = ask("it only lets me pick from 3 pictures", "--json")
    answer = json.loads(printed.out)
    assert status == 0
    assert (answer["intent"], answer["article"]) == ("describe_photo_permission", "threads_profile_photo")
    assert (answer["cause"], answer["part"], answer["understood"]) == ("permission", "cause", True)
    assert answer["runner_up"]["confidence"] <= answer["confidence"]
    assert answer["nearest"]


def test_an_answer_is_explained_in_words(ask):
    _, printed = ask("changed it five times")
    assert "describe_rate_limit" in printed.out
    assert "rate_limit" in printed.out


def test_a_file_gets_one_line_of_json_for_each_message(ask, tmp_path):
    file = tmp_path / "messages.txt"
    file.write_text("pfp wont change\n\nnext\n", encoding="utf-8")
    _, printed = ask("--file", str(file), "--json")
    assert [json.loads(line)["text"] for line in printed.out.splitlines()] == ["pfp wont change", "", "next"]


def test_a_missing_file_is_one_sentence(ask, tmp_path):
    status, printed = ask("--file", str(tmp_path / "none.txt"), "--json")
    assert status == 1
    assert printed.err.startswith("file_unreadable: ")


def test_a_missing_model_is_one_sentence(ask, tmp_path, monkeypatch):
    monkeypatch.setenv("UNSTUCK_MODELS", str(tmp_path))
    status, printed = ask("hello")
    assert status == 1
    assert printed.err.startswith("no_encoder: ")


@pytest.mark.parametrize(
    ("text", "part"),
    [("changed it five times today", "escalation"), ("what is a heic", "answer"), ("pfp wont change", "article")],
)
def test_the_part_of_the_article_is_named(reader, knowledge, text, part):
    assert explain(text, Rehearsal(knowledge, Words.load(), reader))["part"] == part


def test_an_answer_tells_what_was_said_what_it_did_to_the_case_and_what_is_said_next(ask):
    _, printed = ask("I restarted my iPhone SE twice, no luck, and it only lets me pick from 3 pictures", "--json")
    answer = json.loads(printed.out)
    did, describes = (next(one for one in answer["statements"] if one["act"] == act) for act in ("did", "describes"))
    assert (did["target"], describes["intent"]) == ("restart_device", "describe_photo_permission")
    assert "restarted" in did["says"]
    assert answer["case"]["device"] == "home_button"
    assert "restart_device" in answer["case"]["tried"]
    assert any("Settings" in said for said in answer["next"])


def test_after_what_was_said_before_an_answer_means_what_was_asked(ask):
    _, alone = ask("number 2", "--json")
    _, after = ask("number 2", "--after", "hi | my profile picture will not change", "--json")
    assert json.loads(alone.out)["case"].get("causes") is None
    assert json.loads(after.out)["case"]["causes"] == ["permission"]


def test_an_older_model_is_told_and_one_of_the_present_is_not(ask, tmp_path, monkeypatch):
    _, printed = ask("hello", "--json")
    assert printed.err == ""
    monkeypatch.setenv("UNSTUCK_EXAMPLES", str(tmp_path))
    status, printed = ask("hello", "--json")
    assert status == 0
    assert printed.err.count("\n") == 1
    assert "make train" in printed.err


def test_it_starts_without_the_frameworks_of_others(root):
    code = (
        "import sys; from unstuck.cli.main import main; main(['ask', 'hello', '--json']);"
        "print(sorted({'rasa', 'tensorflow', 'torch', 'sklearn'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=os.environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
