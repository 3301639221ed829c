"""`unstuck COMMAND`: one sentence for every error, and no framework."""

import subprocess
import sys

from unstuck.cli.main import main


def test_a_bad_setting_is_one_sentence_and_exit_status_1(monkeypatch, capsys):
    monkeypatch.setenv("UNSTUCK_PORT", "http")
    assert main(["outcomes"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_command_line_never_imports_a_framework():
    code = "import sys; from unstuck.cli.main import parser; parser(); print({'rasa', 'sanic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
