"""The training examples: those of all, and those of the articles' own intents, with the lines that they stand on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from unstuck.errors import ArticleError


@dataclass(frozen=True)
class Examples:
    """The examples of one intent in one file, and where they begin, as `FILE:LINE`."""

    intent: str
    texts: tuple[str, ...]
    place: str


def shared_files(root: Path) -> list[Path]:
    """The files of the examples that no single article has, below the project's folder."""
    return sorted((root / "data" / "nlu").glob("*.yml"))


def read_examples(root: Path, own: Path) -> list[Examples]:
    """All examples, in the order of their files.

    Args:
        root: the project's folder, whose data/nlu holds what all articles share.
        own: folder of the examples of the articles' own intents.

    Raises:
        ArticleError: a file is no training file, with file and line.
    """
    return [one for path in (*shared_files(root), *sorted(own.rglob("*.yml"))) for one in _read(path)]


def examples(root: Path, own: Path) -> Mapping[str, list[str]]:
    """The training examples by intent. Raises ArticleError."""
    found: dict[str, list[str]] = {}
    for one in read_examples(root, own):
        found.setdefault(one.intent, []).extend(one.texts)
    return found


def domain_intents(path: Path) -> set[str]:
    """The names of the intents in a domain file."""
    listed = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["intents"]
    return {next(iter(intent)) if isinstance(intent, dict) else intent for intent in listed}


def _read(path: Path) -> list[Examples]:
    try:
        content = path.read_text(encoding="utf-8")
        tree = YAML(typ="safe").load(content)
        return [_examples(path, part, content) for part in tree["nlu"]]
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        why = getattr(error, "problem", None) or error
        raise ArticleError("examples_wrong", f"{path}:{line}: {why}; mend the YAML there.") from None
    except (OSError, UnicodeDecodeError, KeyError, TypeError, AttributeError):
        reason = "it holds no examples; begin with `nlu:`, then `- intent: NAME` and `  examples: |`"
        raise ArticleError("examples_wrong", f"{path}:1: {reason}.") from None


def _examples(path: Path, part: Any, content: str) -> Examples:
    intent = str(part["intent"])
    lines = [line.strip() for line in part.get("examples", "").splitlines()]
    texts = tuple(line[2:].strip() for line in lines if line.startswith("- "))
    heads = [n for n, line in enumerate(content.splitlines(), 1) if line.strip() == f"- intent: {intent}"]
    return Examples(intent, texts, f"{path}:{heads[0] if heads else 1}")
