"""Known holes: what pip-audit says is told, what it cannot say is looked up in the list, and no lock is behind that."""

import json
from subprocess import CompletedProcess

import pytest

from scripts import audit

PAGE = """
| package | holes end with | the last of them |
|---|---|---|
| `aiohttp` | 3.13.3 | CVE-2025-69223 |
| `pillow` | 11.3.0 | CVE-2025-48379 |

## Known and left

| advisory | package | why it does not matter |
|---|---|---|
| CVE-2024-5206 | `scikit-learn` | it loads no file |
"""
OLD = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["9.1"]}
LEFT = {"id": "PYSEC-2024-110", "aliases": ["CVE-2024-5206"], "fix_versions": []}


@pytest.fixture
def says(monkeypatch):
    """Lets pip-audit say something of each lock."""

    def set_up(*packages):
        told = CompletedProcess([], 0, json.dumps({"dependencies": list(packages)}) if packages else "", "")
        monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: told)

    return set_up


def test_no_locked_package_has_a_hole_that_the_list_knows(root):
    page = audit.LIST.read_text(encoding="utf-8")
    for lock in audit.LOCKS:
        packages = audit.locked(root / lock)
        assert len(packages) > 50
        assert list(audit.behind(packages, page)) == []


def test_a_package_below_the_cure_is_told_with_it():
    packages = {"aiohttp": "3.12.1", "pillow": "13.0.0", "rasa": "3.6.21"}
    assert list(audit.behind(packages, PAGE)) == ["aiohttp 3.12.1 has holes that end with 3.13.3 (CVE-2025-69223)"]


def test_a_hole_that_pip_audit_knows_ends_in_failure_and_one_that_is_left_does_not(says, capsys):
    says({"name": "x", "version": "9.0", "vulns": [OLD]}, {"name": "y", "version": "1", "vulns": []})
    assert audit.main() == 1
    assert "x 9.0 has PYSEC-2026-1, which ends with 9.1" in capsys.readouterr().err
    assert list(audit.holes([{"name": "scikit-learn", "version": "1.4", "vulns": [LEFT]}], audit.left(PAGE))) == []


def test_where_every_package_was_asked_about_the_data_are_named_as_the_source(says, capsys):
    says({"name": "x", "version": "9.1", "vulns": []})
    assert audit.main() == 0
    assert "by PyPI's advisory data\n" in capsys.readouterr().out


@pytest.mark.parametrize("packages", [(), ({"name": "x", "skip_reason": "Dependency not found on PyPI"},)])
def test_where_the_data_cannot_be_reached_the_list_is_asked_and_that_is_said(says, capsys, packages):
    says(*packages)
    assert audit.main() == 0
    assert "docs/advisories.md, as PyPI's advisory data cannot be reached" in capsys.readouterr().out
