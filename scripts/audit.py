"""Known holes of what is locked: `make audit`.

By PyPI's advisory data, which pip-audit asks for. Where they cannot be reached, by docs/advisories.md: the versions
with which the holes end that were known when it was last renewed. A hole whose advisory stands there as left is none.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from packaging.version import Version

from unstuck.settings import ROOT

LOCKS = ("requirements.lock", "requirements-test.lock")
LIST = ROOT / "docs" / "advisories.md"
PIP_AUDIT = ("tool", "run", "pip-audit", "--disable-pip", "--require-hashes", "--format", "json", "--requirement")


def main() -> int:
    """Print every hole; exit status 1 when there is one."""
    page = LIST.read_text(encoding="utf-8")
    packages = {name: version for lock in LOCKS for name, version in locked(ROOT / lock).items()}
    told = [ask(lock) for lock in LOCKS]
    if all(told):
        source, found = "PyPI's advisory data", [hole for one in told for hole in holes(one or [], left(page))]
    else:
        source, found = "docs/advisories.md, as PyPI's advisory data cannot be reached", list(behind(packages, page))
    for hole in found:
        print(f"audit: {hole}", file=sys.stderr)
    if not found:
        print(f"audit: no known hole in {len(packages)} packages, by {source}")
    return bool(found)


def locked(lock: Path) -> dict[str, str]:
    """The version of each package of a lock."""
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", lock.read_text(encoding="utf-8"), re.M))


def ask(lock: str) -> list[Mapping] | None:
    """What pip-audit says of each package of a lock; None where it could not ask about all of them."""
    uv = shutil.which("uv") or str(ROOT / ".venv" / "uv" / "bin" / "uv")
    done = subprocess.run([uv, *PIP_AUDIT, lock], cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        told: list[Mapping] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    return None if any("skip_reason" in one for one in told) else told


def holes(told: list[Mapping], known: set[str]) -> Iterator[str]:
    """What pip-audit found, without what is known and left."""
    for package in told:
        for hole in package["vulns"]:
            if not known & {hole["id"], *hole["aliases"]}:
                cure = " or ".join(hole["fix_versions"]) or "nothing yet"
                yield f"{package['name']} {package['version']} has {hole['id']}, which ends with {cure}"


def behind(packages: Mapping[str, str], page: str) -> Iterator[str]:
    """The packages below the version with which their known holes end."""
    for name, cure, advisories in re.findall(r"^\| `([\w.-]+)` \| ([\w.]+) \| (.+) \|$", page, re.M):
        if name in packages and Version(packages[name]) < Version(cure):
            yield f"{name} {packages[name]} has holes that end with {cure} ({advisories})"


def left(page: str) -> set[str]:
    """The advisories of holes that are known and left, each with its reason."""
    return set(re.findall(r"^\| ((?:CVE|PYSEC|GHSA)-[\w-]+) \|", page.partition("## Known and left")[2], re.M))


if __name__ == "__main__":
    sys.exit(main())
