"""A process of the bot that does not start."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from unstuck.settings import ROOT


def serve(process, var, **more):
    """What `unstuck serve` says when it does not start."""
    command = [sys.executable, "-m", "unstuck", "serve", process]
    environment = os.environ | {"UNSTUCK_VAR": str(var)} | more
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr.splitlines()


def small_model(folder: Path) -> Path:
    """A model's archive in a new folder: whole, and of no use."""
    folder.mkdir()
    (folder / "metadata.json").write_text("{}")
    (folder / "weights").write_bytes(os.urandom(100_000))
    with tarfile.open(folder / "unstuck-x.tar.gz", "w:gz") as archive:
        for name in ("metadata.json", "weights"):
            archive.add(folder / name, name)
    shutil.copytree(ROOT / "models" / "encoder", folder / "encoder")
    return folder / "unstuck-x.tar.gz"
