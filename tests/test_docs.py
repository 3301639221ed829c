"""The documentation: what it names is there, and what it leads to can be reached."""

import argparse
import json
import re
from importlib.metadata import metadata, version
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from unstuck.cli.main import parser

HERE = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [*HERE.glob("*.md"), *HERE.glob("docs/*.md"), HERE / "web" / "README.md", HERE / "data" / "nlu" / "README.md"]
)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HERE)))

LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *(`{3,})(\w*)\n(.*?)^ *\1$", re.M | re.S)
INLINE = re.compile(r"`([^`\n]+)`")
PLACE = re.compile(r"(?:unstuck|actions|channels|components|data|deploy|docs|scripts|tests|web)/[\w./*-]*[\w*/]")
MADE = (
    "deploy/.env",
    "web/dist/",
    "web/node_modules",
    "data/articles/harbour_mail.yml",
    "data/nlu/articles/harbour_mail.yml",
)


def commands(text: str) -> list[str]:
    """Lines of shell and what stands between backticks."""
    blocks = [(kind, body) for _, kind, body in FENCE.findall(text)]
    shell = [line for kind, body in blocks if kind == "sh" for line in body.splitlines()]
    return [*shell, *INLINE.findall(FENCE.sub("", text))]


def anchors(page: Path) -> set[str]:
    """The places of a page that a link may name, as GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def parts(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of a command's parts."""
    return next((dict(one.choices) for one in of._actions if isinstance(one, argparse._SubParsersAction)), {})


@each_page
def test_no_page_holds_both_sides_of_a_merge(page):
    assert not re.search(r"^(<{7}|={7}|>{7})( |$)", page.read_text(encoding="utf-8"), re.M)


@each_page
def test_every_link_leads_somewhere(page):
    lost = []
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(("http://", "https://")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


@each_page
def test_every_make_target_exists(page, root):
    targets = set(re.findall(r"^([\w-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.M))
    named = {
        found for line in commands(page.read_text(encoding="utf-8")) for found in re.findall(r"\bmake ([a-z-]+)", line)
    }
    assert named <= targets


@each_page
def test_every_command_exists_with_its_parts_and_options(page):
    unknown = []
    for line in commands(page.read_text(encoding="utf-8")):
        for said in re.findall(r"(?:^|\s|bin/)unstuck ((?:[a-z][a-z-]*\b ?)*)([^#&;]*)", line):
            command, words = parser(), said[0].split()
            while words and parts(command):
                if words[0] not in parts(command):
                    unknown.append(line)
                    break
                command = parts(command)[words.pop(0)]
            options = set(re.findall(r"(?<!\S)\[?(--?[a-z]+)", said[1]))
            if not options <= set(command._option_string_actions):
                unknown.append(line)
    assert unknown == []


@each_page
def test_every_file_that_is_named_is_there(page, root):
    named = {
        found.removesuffix("/").rstrip(".")
        for line in commands(page.read_text(encoding="utf-8"))
        for found in PLACE.findall(line.partition("::")[0])
        if line.startswith(found) or f" {found}" in line
    }
    beside = {name for name in named if not list(root.glob(name)) and not list(page.parent.glob(name))}
    assert {name for name in beside if not name.startswith(MADE)} == set()


def test_every_setting_that_is_named_exists(root):
    settings = (root / "README.md").read_text(encoding="utf-8")
    known = set(re.findall(r"^\| `(UNSTUCK_\w+)`", settings, re.M))
    strange = {
        f"{page.name}: {found}"
        for page in PAGES
        for found in re.findall(r"\bUNSTUCK_[A-Z_]+[A-Z]", page.read_text(encoding="utf-8"))
        if found not in known
    }
    assert strange == set()


def test_every_page_can_be_reached_from_the_readme(root):
    seen, todo = set(), [root / "README.md"]
    while todo:
        page = todo.pop()
        if page not in seen and page.suffix == ".md":
            seen.add(page)
            links = LINK.findall(page.read_text(encoding="utf-8"))
            todo += [(page.parent / link.partition("#")[0]).resolve() for link in links if not link.startswith("http")]
    assert set(PAGES) <= seen


def licences(root: Path) -> dict[str, str]:
    """The licence of each package in the table of docs/data-and-models.md; a remark after a semicolon is left out."""
    table = (root / "docs" / "data-and-models.md").read_text(encoding="utf-8").partition("## Packages")[2]
    rows = re.findall(r"^\| `([\w.-]+)`[^|]*\|[^|]*\|([^|;]*)", table, re.M)
    return {name: licence.strip() for name, licence in rows}


def test_every_package_that_is_asked_for_is_named_with_its_licence(root):
    asked = set(re.findall(r"^([\w.-]+)", (root / "requirements.in").read_text(encoding="utf-8"), re.M))
    bundled = json.loads((root / "web" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert set(licences(root)) == asked | set(bundled)


def test_the_licences_are_those_that_the_packages_state(root):
    locked = json.loads((root / "web" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wrong = []
    for name, licence in licences(root).items():
        if node := locked.get(f"node_modules/{name}"):
            stated = node["license"]
        else:
            package = metadata(name)
            fields = ("License-Expression", "License", "Classifier")
            stated = " ".join(line for field in fields for line in package.get_all(field) or ())
        if not all(word in stated for word in re.findall(r"MIT|BSD|Apache|LGPL|(?<!L)GPL", licence)):
            wrong.append(f"{name}: {licence}, where the package says {stated}")
    assert wrong == []


def test_the_versions_agree(root):
    citation = YAML(typ="safe").load((root / "CITATION.cff").read_text(encoding="utf-8"))
    released = re.findall(r"^## (\d\S*)", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert citation["version"] == released[0] == version("unstuck")


def test_operations_knows_everything_that_readiness_may_miss(root):
    source = (root / "channels" / "web" / "health.py").read_text(encoding="utf-8")
    reported = set(re.findall(r'"([a-z]+)"', "".join(re.findall(r"names = \(.*\)|_report\(.*", source))))
    table = (root / "docs" / "operations.md").read_text(encoding="utf-8")
    assert reported
    assert {f"| `{name}` |" for name in reported} <= set(re.findall(r"^\| `\w+` \|", table, re.M))
