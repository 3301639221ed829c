"""Train the model, unless there is one made of just these inputs. Its name is the hash of what it was made of."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from unstuck import settings
from unstuck.cli.serve import QUIET_AND_SINGLE_THREADED

INPUTS = (
    "config.yml",
    "domain.yml",
    "data",
    "components",
    "unstuck/understanding",
    "unstuck/articles",
    "requirements.lock",
)


def fingerprint(root: Path) -> str:
    """A hash over names and bytes of everything that training reads."""
    digest = hashlib.sha256()
    for name in INPUTS:
        path = root / name
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.is_file() and file.suffix in {".yml", ".py", ".json", ".jsonl", ".lock"}:
                digest.update(f"{file.relative_to(root)}\0".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def main() -> int:
    """Train if needed; older models go."""
    folder = settings.read().models
    name = f"unstuck-{fingerprint(settings.ROOT)}"
    if (folder / f"{name}.tar.gz").exists():
        return 0
    print("train: a model of the present data (about a minute)", flush=True)
    command = ["-m", "rasa", "train", "--fixed-model-name", name, "--out", str(folder), "--quiet"]
    environment = os.environ | QUIET_AND_SINGLE_THREADED
    done = subprocess.run(
        [sys.executable, *command], cwd=settings.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)  # it is chatty, so only when it matters
        return done.returncode
    for old in folder.glob("unstuck-*.tar.gz"):
        if old.name != f"{name}.tar.gz":
            old.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
