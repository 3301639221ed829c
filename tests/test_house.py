"""The house: which room may import what, and where words may stand."""

import ast
import re
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.library import EXAMPLES
from unstuck.articles import assemble
from unstuck.articles.check import domain_intents, examples
from unstuck.guide import respond
from unstuck.guide.not_understood import NEVER_GUESSED

ROOMS = {
    "unstuck": {"unstuck"},
    "actions": {"unstuck", "actions", "rasa_sdk"},
    "channels": {"unstuck", "channels", "rasa", "sanic"},
    "components": {"unstuck", "components", "rasa"},
}
NEVER_TYPED = {
    "nlu_fallback",
    "follow_up_due",
    "team_news",
    "take_branch",
    "set_language",
}  # sent by the bot, or read from the step on the screen
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


MOST_LINES = 250
LOOSE = {"__init__", "__main__", "casts", "errors", "settings"}  # what may stand in the core beside its rooms
# Names that do not say what they hold, or that stood for two things.
MISLEADING = {
    "Log",
    "Place",
    "Places",
    "Screen",
    "Courier",
    "HelpDesk",
    "bell",
    "chosen",
    "courier",
    "guidepost",
    "ring",
}


def imported_modules(root: Path) -> dict[str, set[str]]:
    """The modules of this project that each of them imports, by their dotted names."""
    paths = {".".join(path.relative_to(root).with_suffix("").parts): path for path in modules(root)}
    names = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    found: dict[str, set[str]] = {}
    for name, path in names.items():
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        told = {
            full if (full := f"{node.module}.{alias.name}") in names else node.module
            for node in tree
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        found[name] = {one for one in told if one in names and one != name}
    return found


def rooms_of_the_core(root: Path) -> list[str]:
    """The rooms of the core as docs/engineering.md lists them: each may import those above it."""
    text = (root / "docs" / "engineering.md").read_text(encoding="utf-8")
    return re.findall(r"^\| `(\w+)/` \|", text.partition("| Room of `unstuck/` |")[2], re.M)


def room(module: str) -> str:
    """The room of a module of the core."""
    return module.split(".")[1] if module.startswith("unstuck.") else ""


def test_every_room_of_the_core_stands_in_the_table_and_nothing_lies_loose(root):
    folders = {path.parent.name for path in (root / "unstuck").glob("*/*.py")}
    assert set(rooms_of_the_core(root)) == folders
    assert {path.stem for path in (root / "unstuck").glob("*.py")} == LOOSE


def test_no_room_imports_one_that_stands_below_it(root):
    order = {name: number for number, name in enumerate(rooms_of_the_core(root))}
    wrong = [
        f"{module} imports {other}"
        for module, others in imported_modules(root).items()
        for other in others
        if order.get(room(module), 99) < order.get(room(other), -1)
    ]
    assert wrong == []


def test_no_import_runs_in_a_circle(root):
    found = imported_modules(root)
    assert len(list(TopologicalSorter(found).static_order())) == len(found)


@pytest.mark.parametrize("module", ["channels.sender", "actions.respond"])
def test_what_reads_no_message_loads_nothing_that_reading_takes(module):
    """A single import of a constant would cost each of these processes 15 MB and a third of its start."""
    code = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"numpy", "scipy", "spacy", "onnxruntime", "Stemmer"} & set(loaded) == set()


def test_no_module_of_the_core_is_long(root):
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in (root / "unstuck").rglob("*.py")}
    assert [f"{path.relative_to(root)}: {lines}" for path, lines in lengths.items() if lines > MOST_LINES] == []


def test_each_error_of_types_that_is_ignored_is_named_with_its_reason(root):
    paths = [*modules(root), *(root / "rasa_compat").rglob("*.py")]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if ": ignore" in line]
    assert lines
    assert [line for line in lines if not re.search(r"  # pyrefly: ignore\[[a-z, -]+\]  # \w", f"  {line}")] == []


def test_no_class_function_or_module_has_a_misleading_name(root):
    wrong = [
        f"{path.relative_to(root)}: {name}"
        for path in modules(root)
        for name in (
            path.stem,
            *(
                node.name
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            ),
        )
        if name in MISLEADING
    ]
    assert wrong == []


def test_a_module_s_name_stands_in_three_rooms_of_the_core_at_most(root):
    counts = Counter(path.stem for path in (root / "unstuck").rglob("*.py") if path.stem != "__init__")
    assert [name for name, count in counts.items() if count > 3] == []


# Modules of the core without a test file of their own, and why.
WITHOUT_TESTS = {
    "__main__": "it calls the command line",
    "coordination/contract": "a protocol, which test_one_process.py and test_redis_leases.py hold both sides to",
    "photo/facts": "fields of one value, which decode.py fills and judge.py reads",
    "photo/single_thread": "three variables of the environment",
    "storage/columns": "lengths; test_migrations.py compares the tables with what the migrations make",
    "storage/tables": "as columns",
    "storage/support_tables": "as columns",
    "storage/team_tables": "as columns",
    "support/actor": "two fields",
    "support/phase": "names",
    "support/teammate": "two fields",
    "turns/person": "fields",
}


def test_each_module_of_the_core_has_its_test_file(root):
    core, tests = root / "unstuck", root / "tests"
    modules_of_it = [path.relative_to(core) for path in sorted(core.rglob("*.py")) if path.stem != "__init__"]
    untested = [
        path.with_suffix("").as_posix()
        for path in modules_of_it
        if not (tests / path.parent / f"test_{path.name}").is_file() and "migrations" not in path.parts
    ]
    assert untested == sorted(WITHOUT_TESTS)


def words_of_articles(knowledge) -> set[str]:
    """What belongs into articles alone: names, titles and ids of apps, errors, causes, fixes and steps."""
    words: set[str] = set()
    for article in knowledge.articles:
        words |= {article.product, article.id, article.title, *article.error_messages}
        words |= {step.title for method in article.methods for step in method.steps}
        for part in (*article.causes, *article.methods, *article.escalations):
            words |= {part.title} | ({part.id} if "_" in part.id else set())
    return words - {""}


def test_no_code_and_no_shared_response_knows_an_app_an_error_or_a_fix(root, knowledge):
    known = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in words_of_articles(knowledge)))
    paths = [root / "domain.yml", *(root / "web" / "src").rglob("*.js"), *modules(root)]
    wrong = [
        f"{path.relative_to(root)}: {found.group()}" for path in paths if (found := known.search(path.read_text()))
    ]
    assert len(paths) > 200
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
    assert set(examples(root, EXAMPLES)) == every


def test_the_guide_answers_no_intent_that_the_domain_does_not_have(root):
    assert set(respond.ANSWERED_BY) <= domain_intents(root / "domain.yml")


def test_every_intent_that_people_mean_has_its_row_and_its_act(root):
    """Without an act an intent is lost where a message says two things."""
    told = (root / "data/nlu/README.md").read_text(encoding="utf-8")
    acts = YAML(typ="safe").load(root / "data/statements/acts.yml")
    with_act = {intent for intents in acts.values() for intent in intents}
    meant = domain_intents(root / "domain.yml") - {"nlu_fallback", "follow_up_due", "team_news"}
    assert {intent for intent in meant if f"`{intent}`" not in told} == set()
    assert meant - with_act - {"provide_image", "background", "out_of_scope"} == set()


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
