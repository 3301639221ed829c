"""What Rasa trains with, put together: domain.yml and the rules, and for the articles' own intents both as well, with
examples of their own words where nobody wrote any.

An own intent (`article.part`) needs no line in domain.yml and no rule of its own. The result is written into build/,
which git does not keep.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.own_words import own_words
from unstuck.articles.training import examples

ANSWER = "action_respond"


@dataclass(frozen=True)
class TrainingFiles:
    """What `rasa train` is given."""

    domain: Path
    examples: tuple[Path, ...]
    rules: tuple[Path, ...]

    @property
    def data(self) -> tuple[Path, ...]:
        """All but the domain."""
        return (*self.examples, *self.rules)


def assemble(knowledge: Knowledge, root: Path, folder: Path) -> TrainingFiles:
    """Write domain and rules into `folder`, which is made where it is missing.

    Args:
        knowledge: all articles.
        root: the project's folder, with domain.yml and data/.
        folder: where the files go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    yaml: Any = YAML()  # its own annotations say that these are None
    yaml.preserve_quotes, yaml.width = True, 4096
    domain = yaml.load((root / "domain.yml").read_text(encoding="utf-8"))
    domain["intents"] = [*domain["intents"], *knowledge.own_intents]
    written = examples(root / "data" / "nlu")
    nlu = folder / "own_words.yml"
    files = TrainingFiles(
        folder / "domain.yml", (root / "data" / "nlu", nlu), (root / "data" / "rules", folder / "rules.yml")
    )
    _write(nlu, yaml, {"version": domain["version"], "nlu": _unwritten(knowledge, written)})
    _write(files.domain, yaml, domain)
    _write(folder / "rules.yml", yaml, {"version": domain["version"], "rules": _rules(knowledge.own_intents)})
    return files


def _unwritten(knowledge: Knowledge, written: Mapping[str, list[str]]) -> list[dict[str, str]]:
    """Examples for own intents that nobody wrote any for: the articles' own words."""
    own = {intent: texts for article in knowledge.articles for intent, texts in own_words(article).items()}
    return [
        {"intent": intent, "examples": LiteralScalarString("".join(f"- {text}\n" for text in texts))}
        for intent, texts in own.items()
        if intent not in written
    ]


def _rules(intents: Sequence[str]) -> list[dict[str, Any]]:
    """The rule for the articles' own intents: the same action answers them as all others."""
    any_of_them = [{"intent": intent} for intent in intents]
    return [{"rule": "own intents are answered", "steps": [{"or": any_of_them}, {"action": ANSWER}]}] if intents else []


def _write(path: Path, yaml: Any, content: Any) -> None:
    """Write it unless it is there already, so that a file's time tells when it changed."""
    text = StringIO()
    yaml.dump(content, text)
    if not path.exists() or path.read_text(encoding="utf-8") != text.getvalue():
        path.write_text(text.getvalue(), encoding="utf-8")
