"""Rasa's own check of domain, rules and examples."""

import os
import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from tests.library import EXAMPLES
from unstuck.articles.assemble import assemble
from unstuck.cli.serve import QUIET_AND_SINGLE_THREADED
from unstuck.settings import ROOT
from unstuck.understanding.statements import UNDERSTOOD

SHOW_WARNINGS = {"PYTHONWARNINGS": "ignore,always::UserWarning"}


def test_rasa_falls_back_below_the_confidence_that_counts_as_understood():
    pipeline = YAML(typ="safe").load((ROOT / "config.yml").read_text())["pipeline"]
    assert [part["threshold"] for part in pipeline if part["name"] == "FallbackClassifier"] == [UNDERSTOOD]


@pytest.mark.servers
def test_rasa_finds_nothing_to_warn_about(knowledge, tmp_path):
    files = assemble(knowledge, ROOT, EXAMPLES, tmp_path)
    command = [sys.executable, "-m", "rasa", "data", "validate", "--fail-on-warnings", "--domain", str(files.domain)]
    command += ["--data", *map(str, files.data)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | QUIET_AND_SINGLE_THREADED | SHOW_WARNINGS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # Rasa knows of no response that an action utters, nor of an intent that no words mean by themselves.
    # It warns of each; of nothing else it may.
    warnings = [line for line in done.stderr.splitlines() if "UserWarning" in line or " WARNING " in line]
    known = ("is not used in any story or rule", "'follow_up_due'", "'take_branch'", "'team_news'", "'set_language'")
    assert [line for line in warnings if not any(part in line for part in known)] == []
