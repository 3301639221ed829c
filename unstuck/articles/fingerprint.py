"""What a model is made of: its name is a hash over that, so that a model of other inputs has another name."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from unstuck.articles.assemble import TrainingFiles

# Beside domain, rules and examples. Of the articles training reads only what is assembled from them: their own
# intents. So another word in a step needs no training.
INPUTS = ("config.yml", "components", "unstuck/understanding", "data/statements", "data/entities", "requirements.lock")


def model_file(models: Path, root: Path, encoder: str, files: TrainingFiles) -> Path:
    """Where the model of these inputs is, or would be.

    Args:
        models: the folder of models.
        root: the project's folder.
        encoder: the encoder's name.
        files: what Rasa is given.
    """
    return models / f"unstuck-{fingerprint(root, encoder, files.domain, *files.data)}.tar.gz"


def fingerprint(root: Path, encoder: str, *files: Path) -> str:
    """A hash over the encoder's name, and over names and bytes of `INPUTS` and of other files and folders."""
    digest = hashlib.sha256(encoder.encode())
    for path in (*(root / name for name in INPUTS), *files):
        for file in _files(path):
            digest.update(f"{path.name}/{file.relative_to(path)}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files(path: Path) -> Iterable[Path]:
    found = [path] if path.is_file() else sorted(path.rglob("*"))
    return (file for file in found if file.is_file() and file.suffix in {".yml", ".py", ".lock"})
