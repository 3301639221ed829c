"""What `articles check` says of articles, domain and examples: faults with file and line, and doubts."""

import shutil
from pathlib import Path

import pytest

from unstuck.articles.check import check, doubts

LIBRARY = Path(__file__).parent.parent / "guide" / "library"
EXAMPLES = """nlu:
- intent: describe_network_trouble
  examples: |
    - no wifi
"""
WRITTEN = "data/nlu/articles"
EXAMPLES_FILE = f"{WRITTEN}/harbour_mail.yml"
OWN = ("error", "password", "mailbox_full", "lose_messages")


@pytest.fixture
def project(root, tmp_path):
    """A project with one article, and one example for each of its intents."""
    shutil.copy(root / "domain.yml", tmp_path)
    shutil.copytree(LIBRARY, tmp_path / "articles")
    folder = tmp_path / "data" / "nlu" / "articles"
    folder.mkdir(parents=True)
    (folder.parent / "describe.yml").write_text(EXAMPLES)
    own = "".join(f"- intent: harbour_mail.{part}\n  examples: |\n    - {part} words\n" for part in OWN)
    (folder / "harbour_mail.yml").write_text(f"nlu:\n{own}")
    return tmp_path


def edit(project, old, new, name="articles/harbour_mail.yml"):
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def faults(project):
    return check(project / "articles", project, project / WRITTEN)[1]


def test_a_sound_project_has_no_fault(project):
    assert check(project / "articles", project, project / WRITTEN) == (1, [])


def test_an_own_intent_needs_no_examples_and_a_shared_one_does(project):
    (project / EXAMPLES_FILE).unlink()
    assert faults(project) == []
    (project / "data" / "nlu" / "describe.yml").unlink()
    (fault,) = faults(project)
    assert "nobody can say 'describe_network_trouble'" in fault


def test_a_shared_intent_that_the_domain_lacks_is_a_fault_that_names_the_own_one(project):
    edit(project, "intents: [describe_network_trouble]", "intents: [describe_moon]")
    assert "harbour_mail.offline" in faults(project)[0]


def test_examples_of_no_part_are_a_fault(project):
    edit(project, "harbour_mail.password", "harbour_mail.pasword", EXAMPLES_FILE)
    (fault,) = faults(project)
    assert "no part of an article is 'harbour_mail.pasword'" in fault


@pytest.mark.parametrize("content", ["nlu: [unclosed", "- just a list", "", "nlu:\n- {}\n", "nlu: 5"])
def test_broken_examples_are_a_fault_with_their_file(project, content):
    (project / "data" / "nlu" / "bad.yml").write_text(content)
    (fault,) = faults(project)
    assert "bad.yml:" in fault


def test_two_articles_with_one_id_are_a_fault(project):
    shutil.copy(project / "articles" / "harbour_mail.yml", project / "articles" / "copy.yml")
    assert "two articles have the id" in faults(project)[0]


def test_thin_examples_are_doubted(project):
    thin = [doubt for doubt in doubts(project / "articles", project, project / WRITTEN) if "write 15 or more" in doubt]
    assert len(thin) == len(OWN)
    assert "harbour_mail.yml:2: 'harbour_mail.error' has 1 examples" in thin[0]


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("methods: [check_network]", "methods: [enter_password]", "no cause leads to 'check_network'"),
        ("names: [check the connection]", "names: [password]", "means 'enter_password' already"),
        ("alerts: [Login Refused]", "alerts: [Cannot Reach Server]", "is never reached here"),
        ("alerts: [Login Refused]", "alerts: [Oops]", "too short"),
        ("id: harbour_mail", "id: harbour_post", "rename the file"),
    ],
)
def test_what_nothing_reaches_is_doubted_with_its_line(project, old, new, doubt):
    path = edit(project, old, new)
    if "id:" in old:
        path.write_text(path.read_text().replace("harbour_mail.", "harbour_post."))
    found = [line for line in doubts(project / "articles", project, project / WRITTEN) if doubt in line]
    assert len(found) == 1
    assert "harbour_mail.yml:" in found[0]
