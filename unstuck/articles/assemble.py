"""What Rasa trains with, put together: domain, rules and examples of all, and the same for the articles' own intents.

An own intent (`article.part`) needs no line in domain.yml and no rule of its own; where nobody wrote examples, it has
the article's words. Examples of an article that is gone, or a draft, are left out. The result is written into a folder
that git does not keep.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.own_words import own_words
from unstuck.articles.training import examples, shared_files

ANSWER = "action_respond"


@dataclass(frozen=True)
class TrainingFiles:
    """What `rasa train` is given."""

    domain: Path
    data: tuple[Path, ...]


def assemble(knowledge: Knowledge, root: Path, own: Path, folder: Path) -> TrainingFiles:
    """Write domain, rules and own examples into `folder`, which is made where it is missing.

    Args:
        knowledge: all articles.
        root: the project's folder, with domain.yml and data/.
        own: folder of the examples of the articles' own intents.
        folder: where the files go.
    """
    folder.mkdir(parents=True, exist_ok=True)
    yaml: Any = YAML()  # its own annotations say that these are None
    yaml.preserve_quotes, yaml.width = True, 4096
    domain = yaml.load((root / "domain.yml").read_text(encoding="utf-8"))
    domain["intents"] = [*domain["intents"], *knowledge.own_intents]
    nlu = folder / "examples.yml"
    data = (*shared_files(root), nlu, root / "data" / "rules", folder / "rules.yml")
    files = TrainingFiles(folder / "domain.yml", data)
    _write(nlu, yaml, {"version": domain["version"], "nlu": list(_own_examples(knowledge, root, own))})
    _write(files.domain, yaml, domain)
    _write(folder / "rules.yml", yaml, {"version": domain["version"], "rules": _rules(knowledge.own_intents)})
    return files


def _own_examples(knowledge: Knowledge, root: Path, own: Path) -> Iterator[dict[str, str]]:
    """Examples of each own intent: what people say, or the article's words where nobody wrote that down."""
    written = examples(root, own)
    words = {intent: texts for article in knowledge.articles for intent, texts in own_words(article).items()}
    for intent in knowledge.own_intents:
        texts = written.get(intent) or words.get(intent, [])
        yield {"intent": intent, "examples": LiteralScalarString("".join(f"- {text}\n" for text in texts))}


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
