"""What CONTRIBUTING says of adding something is complete, and what was added so far has all of it."""

import ast
import importlib
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from channels.input import ChannelInput

HERE = Path(__file__).resolve().parent.parent

# What each checklist has to name: leave one out, and something that is added does not work or is not held.
CHECKLISTS = {
    "Add a channel": (
        "channels/messenger/input.py",
        "channels/messenger/service.py",
        "unstuck/wording/messages.py",
        "unstuck/settings.py",
        "credentials.yml",
        "domain.yml",
        "SECURITY.md",
        "deploy/nginx.conf",
        "docs/README.md",
        "tests/channels/test_parity.py",
    ),
    "Add an intent": (
        "domain.yml",
        "data/nlu/",
        "data/nlu/README.md",
        "data/rules/rules.yml",
        "utter_meaning_",
        "unstuck/guide/respond.py",
        "tests/understanding/floors.yml",
        "tests/understanding/heldout.yml",
        "tests/conversations/",
    ),
    "Add an article": (
        "docs/writing-an-article.md",
        "tests/library/",
        "tests/understanding/heldout.yml",
        "tests/conversations/",
    ),
    "Add a check of pictures": (
        "unstuck/photo/facts.py",
        "unstuck/photo/judge.py",
        "unstuck/photo/mend.py",
        "unstuck/articles/model.py",
        "domain.yml",
        "tests/photo/samples.py",
        "tests/photo/test_judge.py",
    ),
    "Add a language": (
        "docs/languages.md",
        "data/words/",
        "data/articles/",
        "unstuck words frame",
        "unstuck articles translate",
        "unstuck words check",
        "unstuck articles check",
    ),
}


def checklist(root: Path, title: str) -> str:
    """What CONTRIBUTING says under a heading."""
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.partition(f"## {title}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("title", CHECKLISTS)
def test_each_checklist_names_all_that_has_to_change(root, title):
    assert [name for name in CHECKLISTS[title] if name not in checklist(root, title)] == []


CALLS_OUT = {"discord"}  # it connects to its messenger by itself, so it has no route that anybody could call


OF_NO_PEOPLE = {"team", "insight", "desk", "rest"}  # of the team, of other help desks, and of programs


def channels_of_people() -> list[type[ChannelInput]]:
    """Those of credentials.yml in which people talk to the bot."""
    named = [name for name in YAML(typ="safe").load((HERE / "credentials.yml").read_text()) if "." in name]
    found = [getattr(importlib.import_module(name.rpartition(".")[0]), name.rpartition(".")[2]) for name in named]
    return [channel for channel in found if channel.name() not in OF_NO_PEOPLE]


@pytest.mark.parametrize("channel", channels_of_people(), ids=lambda channel: channel.name())
def test_a_channel_has_its_way_through_nginx_its_page_its_tests_and_its_promises(root, channel):
    name = channel.name()
    routes = re.findall(r"location .*", (root / "deploy" / "nginx.conf").read_text(encoding="utf-8"))
    path = channel.url_prefix(channel) if name == "web" else name
    assert name in CALLS_OUT or [route for route in routes if path in route]
    pages = re.findall(r"\]\(([\w-]+)\.md\)", (root / "docs" / "README.md").read_text(encoding="utf-8"))
    assert {name, f"{name}-channel"} & set(pages)
    assert list((root / "tests" / "channels" / name).glob("test_*.py"))
    assert name in CALLS_OUT or channel.__name__ in (root / "tests" / "test_security.py").read_text(encoding="utf-8")
    assert name in (root / "tests" / "channels" / "test_parity.py").read_text(encoding="utf-8").lower()


def test_every_finding_of_a_picture_has_a_sentence_and_a_test(root):
    tree = ast.parse((root / "unstuck" / "photo" / "judge.py").read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding"
    ]
    codes = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)} | (texts & {"heic"})
    responses = YAML(typ="safe").load((root / "domain.yml").read_text(encoding="utf-8"))["responses"]
    tests = "".join(path.read_text(encoding="utf-8") for path in (root / "tests" / "photo").glob("test_*.py"))
    assert len(codes) > 10
    assert [code for code in codes if not any(name.startswith(f"utter_finding_{code}") for name in responses)] == []
    assert [code for code in codes if f'"{code}"' not in tests] == []
