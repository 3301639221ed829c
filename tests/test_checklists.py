"""What CONTRIBUTING says of adding something is complete, and what was added so far has all of it."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from channels.input import ChannelInput
from channels.messenger import tokens
from channels.messenger.input import MessengerInput
from tests.channels.messenger import test_tokens
from unstuck.cli import start

HERE = Path(__file__).resolve().parent.parent

# What each checklist has to name: leave one out, and something that is added does not work or is not held.
CHECKLISTS = {
    "Add a channel": (
        "channels/messenger/input.py",
        "channels/messenger/service.py",
        "channels/messenger/buttons.py",
        "channels/messenger/tokens.py",
        "tests/channels/messenger/test_tokens.py",
        "unstuck/storage/inbox.py",
        "unstuck/cli/start.py",
        "utter_terminal_NAME_off",
        "unstuck/support/desk_notice.py",
        "web/team/words.js",
        "docs/ticket.schema.json",
        "tests/storage/test_nothing_left.py",
        "tests/test_security.py",
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
        "data/words/",
        "data/languages/examples/",
        "data/statements/acts.yml",
        "whenever",
        "only_when_open",
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


def read(path: str) -> str:
    return (HERE / path).read_text(encoding="utf-8")


def lacks_of(channel: type[ChannelInput]) -> Iterator[str]:
    """What a channel still needs, each as the file and what has to stand there."""
    name = channel.name()
    path = channel.url_prefix(channel) if name == "web" else name
    if not {name, f"{name}-channel"} & set(re.findall(r"\]\(([\w-]+)\.md\)", read("docs/README.md"))):
        yield f"docs/README.md: a link to docs/{name}.md, which tells how to connect it"
    if not list((HERE / "tests" / "channels" / name).glob("test_*.py")):
        yield f"tests/channels/{name}/: its tests"
    if not re.search(rf"\b{name}\b", read("tests/channels/test_parity.py"), re.IGNORECASE):
        yield "tests/channels/test_parity.py: its driver, in each list of people"
    promised = next(row for row in read("SECURITY.md").splitlines() if row.startswith("| a password, a one-time code"))
    if f"`tests/channels/{name}/" not in promised:
        yield f"SECURITY.md: in the row of typed passwords the test of tests/channels/{name}/ that finds one in no file"
    if name in CALLS_OUT:
        return
    if not [route for route in re.findall(r"location .*", read("deploy/nginx.conf")) if path in route]:
        yield f"deploy/nginx.conf: the location of /webhooks/{name}"
    if channel.__name__ not in read("tests/test_security.py"):
        yield f"tests/test_security.py: {channel.__name__} with a route that it has, and its settings in SETTINGS"


def lacks_of_messenger(name: str) -> Iterator[str]:
    """What a messenger still needs beside, where all of them are listed."""
    if name not in start.MESSENGERS:
        yield "unstuck/cli/start.py: the settings that it needs, in MESSENGERS"
    if f"  utter_terminal_{name}_off:\n" not in read("domain.yml"):
        yield f"domain.yml: utter_terminal_{name}_off, which says where it is told how to connect it"
    if name not in map(str.lower, tokens._ASK):
        yield "channels/messenger/tokens.py: how its token is tried before the server starts, in _ASK"
    if name not in test_tokens.SET_UP:
        yield "tests/channels/messenger/test_tokens.py: its settings in SET_UP, and how its API refuses a token"
    if f'r"{name}-' not in read("unstuck/support/desk_notice.py"):
        yield "unstuck/support/desk_notice.py: the form of its conversations' ids, in _WHOSE"
    if f"{name}: '" not in read("web/team/words.js"):
        yield "web/team/words.js: what the team reads, in channels"
    if f" {name}," not in read("docs/ticket.schema.json"):
        yield "docs/ticket.schema.json: its name, in the description of channel"
    if f"def asks_in_{name}(" not in read("tests/storage/test_nothing_left.py"):
        yield f"tests/storage/test_nothing_left.py: {name}() and asks_in_{name}(), in the lists below them"


def told(lacks: list[str]) -> str:
    return "\n".join(["what is missing, as `Add a channel` of CONTRIBUTING.md tells it:", *lacks])


@pytest.mark.parametrize("channel", channels_of_people(), ids=lambda channel: channel.name())
def test_a_channel_has_its_way_through_nginx_its_page_its_tests_and_its_promises(channel):
    assert not (lacks := list(lacks_of(channel))), told(lacks)


@pytest.mark.parametrize("name", [one.name() for one in channels_of_people() if issubclass(one, MessengerInput)])
def test_a_messenger_stands_wherever_all_of_them_are_listed(name):
    assert not (lacks := list(lacks_of_messenger(name))), told(lacks)


def test_what_a_messenger_lacks_is_told_with_the_file():
    lacks = list(lacks_of_messenger("carrier_pigeon"))
    assert len(lacks) == 8
    assert all((HERE / line.partition(":")[0]).exists() for line in lacks)


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
