"""Train the model, unless there is one made of just these inputs. Its name is the hash of what it was made of."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from threadpoolctl import threadpool_limits

from unstuck import settings
from unstuck.articles.assemble import TrainingFiles, assemble
from unstuck.articles.fingerprint import fingerprint, model_file
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.training import examples_of
from unstuck.cli.serve import QUIET_AND_SINGLE_THREADED
from unstuck.errors import UnstuckError
from unstuck.understanding import archive
from unstuck.understanding.encoder import SentenceEncoder
from unstuck.understanding.languages import training as languages
from unstuck.understanding.languages.encoder import load as load_encoder
from unstuck.understanding.languages.language import beside_english
from unstuck.understanding.languages.language import load as load_languages
from unstuck.understanding.languages.vocabulary import FOLDER, write_vocabulary
from unstuck.understanding.search import PassageSearch
from unstuck.understanding.vectors import Vectors


def embed(knowledge: Knowledge, chosen: settings.Settings) -> None:
    """Embed the articles' new sentences, so that no server has to at its start."""
    folder = chosen.models / "encoder"
    vectors = Vectors(SentenceEncoder.load(folder, chosen.encoder), folder)
    PassageSearch(vectors, (), lambda: knowledge).refresh()


def cache(folder: Path, encoder: str) -> Path:
    """Where Rasa keeps trained parts: another place for other code, which it would not notice itself; old ones go."""
    path = folder / fingerprint(settings.ROOT, encoder)
    for old in folder.glob("*"):
        if old.is_dir() and old != path:
            shutil.rmtree(old)
    return path


def train_languages(knowledge: Knowledge, chosen: settings.Settings, files: TrainingFiles) -> None:
    """Train what hears the languages beside English, unless it was made of just these inputs."""
    encoder = load_encoder()
    made_of = fingerprint(settings.ROOT, encoder.fingerprint, chosen.languages, *files.examples)
    folder = chosen.models / FOLDER
    stamp = folder / "made_of"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == made_of:
        return
    print("train: the other languages (a minute or two)", flush=True)
    known = beside_english(load_languages(chosen.languages)).values()
    said = examples_of(files.examples)
    with threadpool_limits(1):  # the other core has the English
        trained, words = languages.train(
            known, said, encoder, chosen.languages, chosen.statements, chosen.patterns, knowledge.articles
        )
    folder.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    archive.write(trained, folder)
    write_vocabulary(words, folder)
    stamp.write_text(made_of, encoding="utf-8")


def begin_english(model: Path, chosen: settings.Settings, files: TrainingFiles, told: IO[str]) -> subprocess.Popen[str]:
    """Have Rasa train a model in a process of its own, on one core, that tells what it does into a file."""
    print("train: a model of the present data (some minutes)", flush=True)
    command = ["-m", "rasa", "train", "--domain", str(files.domain), "--data", *map(str, files.data)]
    command += ["--fixed-model-name", model.name.removesuffix(".tar.gz"), "--out", str(chosen.models), "--quiet"]
    command += ["--skip-validation"]  # reads everything twice more; tests/test_rasa_data.py does it, and strictly
    environment = os.environ | QUIET_AND_SINGLE_THREADED
    environment["RASA_CACHE_DIRECTORY"] = str(cache(settings.ROOT / ".rasa", chosen.encoder))
    return subprocess.Popen(
        [sys.executable, *command], cwd=settings.ROOT, env=environment, stdout=told, stderr=told, text=True
    )


def beside(english: subprocess.Popen[str], train_others: Callable[[], None]) -> int:
    """Train the others while a process trains the English, and wait for it; where that fails, it is ended.

    Returns:
        The exit code of the process.
    """
    try:
        train_others()
        return english.wait()
    except BaseException:
        english.terminate()
        raise


def main() -> int:
    """Train if needed, the English beside the other languages; older models go."""
    chosen = settings.read()
    knowledge = Knowledge.load(chosen.articles)
    embed(knowledge, chosen)
    files = assemble(knowledge, settings.ROOT, chosen.examples, chosen.models / "training")
    model = model_file(chosen.models, settings.ROOT, chosen.encoder, files)
    if model.exists():
        train_languages(knowledge, chosen, files)
        return 0
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told, begin_english(model, chosen, files, told) as english:
        if beside(english, lambda: train_languages(knowledge, chosen, files)):
            told.seek(0)
            said = told.read().strip()  # it is chatty, so only when it matters
            print(said, f"train: this failed: {said.rpartition(chr(10))[2]}", sep="\n\n", file=sys.stderr)
            return english.returncode
    for old in chosen.models.glob("unstuck-*.tar.gz"):
        if old != model:
            old.unlink()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except UnstuckError as error:
        sys.exit(f"{error.code}: {error.message}")
