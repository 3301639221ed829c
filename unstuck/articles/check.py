"""Whether all articles hold together with the domain and the training examples."""

from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml import YAML

from unstuck.articles.knowledge import Knowledge
from unstuck.articles.loader import article_files, load_article
from unstuck.errors import ArticleError

FEWEST_EXAMPLES = 15


def check(folder: Path, root: Path) -> tuple[int, list[str]]:
    """Check all articles of `folder` against domain.yml and data/nlu below `root`.

    Returns:
        The number of articles and every fault, each with its place, its reason and what to do.
    """
    faults, articles = [], []
    for path in article_files(folder):
        try:
            articles.append(load_article(path))
        except ArticleError as error:
            faults.extend(error.message.splitlines())
    intents = domain_intents(root / "domain.yml")
    counts = example_counts(root / "data" / "nlu")
    for intent, where in _named(articles).items():
        if intent not in intents:
            faults.append(f"{where}: the intent '{intent}' is not in domain.yml; add it there or name another.")
        elif counts.get(intent, 0) < FEWEST_EXAMPLES:
            faults.append(
                f"{where}: the intent '{intent}' has {counts.get(intent, 0)} examples in data/nlu; "
                f"write at least {FEWEST_EXAMPLES}."
            )
    return len(articles), faults


def _named(articles: list) -> dict[str, str]:
    """Every intent that an article names, and which article and part."""
    return {
        intent: ", ".join(f"{target.article.id} ({target.part.value})" for target in targets)
        for intent, targets in Knowledge(tuple(articles)).intents.items()
    }


def domain_intents(path: Path) -> set[str]:
    """The names of the domain's intents."""
    listed = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["intents"]
    return {next(iter(intent)) if isinstance(intent, dict) else intent for intent in listed}


def example_counts(folder: Path) -> dict[str, int]:
    """How many training examples each intent has."""
    return {intent: len(texts) for intent, texts in examples(folder).items()}


def examples(folder: Path) -> Mapping[str, list[str]]:
    """The training examples by intent, from Rasa's training files in a folder."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.yml")):
        for part in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = part.get("examples", "").splitlines()
            texts = [line.strip()[2:].strip() for line in lines if line.strip().startswith("- ")]
            found.setdefault(part["intent"], []).extend(texts)
    return found
