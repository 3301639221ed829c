"""The house: which room may import what, and where words may stand."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from unstuck.articles import assemble
from unstuck.articles.check import domain_intents, examples
from unstuck.guide import respond
from unstuck.guide.talk import NEVER_GUESSED

ROOMS = {
    "unstuck": {"unstuck"},
    "actions": {"unstuck", "actions", "rasa_sdk"},
    "channels": {"unstuck", "channels", "rasa", "sanic"},
    "components": {"unstuck", "components", "rasa"},
}
NEVER_TYPED = {"nlu_fallback", "follow_up_due", "take_branch"}  # sent by the bot, or read from the step on the screen
OURS = {"unstuck", "actions", "channels", "components", "rasa", "rasa_sdk", "sanic", "tests", "scripts"}


def modules(root: Path) -> list[Path]:
    return [path for room in ROOMS for path in sorted((root / room).rglob("*.py"))]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found


def test_each_room_imports_only_what_it_may(root):
    wrong = [
        f"{path.relative_to(root)} imports {', '.join(sorted(strange))}"
        for path in modules(root)
        if (strange := (imports(path) & OURS) - ROOMS[path.relative_to(root).parts[0]])
    ]
    assert wrong == []


def test_no_python_knows_an_app_or_a_fix(root, knowledge):
    """Products, error messages and methods live in articles alone."""
    names = {article.product for article in knowledge.articles}
    names |= {message for article in knowledge.articles for message in article.error_messages}
    names |= {method.id for article in knowledge.articles for method in article.methods}
    names |= {cause.id for article in knowledge.articles for cause in article.causes if "_" in cause.id}
    known = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    wrong = [
        f"{path.relative_to(root)}: {found.group()}"
        for path in modules(root)
        if (found := known.search(path.read_text()))
    ]
    assert wrong == []


def test_no_python_knows_which_intent_points_to_a_cause(root):
    pattern = re.compile(r"describe_(?!other_platform)\w+")
    wrong = [
        f"{path.relative_to(root)}: {found.group()}"
        for path in modules(root)
        if (found := pattern.search(path.read_text()))
    ]
    assert wrong == []


@pytest.fixture(scope="module")
def rules(root):
    """Which action answers which intent."""
    found: dict[str, str] = {}
    for rule in YAML(typ="safe").load((root / "data" / "rules" / "rules.yml").read_text())["rules"]:
        said, done = rule["steps"]
        for intent in said.get("or", [said]):
            assert intent["intent"] not in found
            found[intent["intent"]] = done["action"]
    return found


def test_every_intent_is_answered_by_the_one_action(root, rules):
    assert rules == dict.fromkeys(domain_intents(root / "domain.yml"), assemble.ANSWER)


def test_every_intent_has_examples(root, knowledge):
    """Training takes no lesson of an intent that has none."""
    every = {*domain_intents(root / "domain.yml"), *knowledge.own_intents} - NEVER_TYPED
    assert set(examples(root / "data" / "nlu")) == every


def test_the_guide_answers_no_intent_that_the_domain_does_not_have(root):
    assert set(respond.ANSWERED_BY) <= domain_intents(root / "domain.yml")


def test_every_intent_can_be_put_on_a_button(root):
    responses = YAML(typ="safe").load((root / "domain.yml").read_text())["responses"]
    offered = domain_intents(root / "domain.yml") - set(NEVER_GUESSED)
    assert {f"utter_meaning_{intent}" for intent in offered} <= set(responses)


def test_no_file_names_a_registry_or_a_machine_s_folder(root):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True, check=True
    )
    pattern = re.compile(
        rb"(?:py" + rb"pi|python" + rb"hosted|npm" + rb"js)\.(?:org|com)|(?<![\w./-])/(?:work|root|home)/\w"
    )
    names = [name for name in listed.stdout.decode().splitlines() if (root / name).is_file()]
    assert names
    assert [name for name in names if pattern.search((root / name).read_bytes())] == []
