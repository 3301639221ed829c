"""`unstuck articles`: look after the knowledge base."""

import argparse
import json
import sys
from pathlib import Path

from unstuck import settings
from unstuck.cli import article_import
from unstuck.errors import ArticleError, ModelError


def register(commands: argparse._SubParsersAction) -> None:
    """Add `articles` with its parts."""
    command = commands.add_parser("articles", help="look after the knowledge base")
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")
    check = parts.add_parser("check", help="check all articles against domain and training examples")
    check.set_defaults(run=run_check)
    preview = parts.add_parser("preview", help="walk through an article in the terminal, before any training")
    preview.add_argument("name", help="the article's id, or its file")
    preview.set_defaults(run=run_preview)
    schema = parts.add_parser("schema", help="print the JSON schema of an article, for editors")
    schema.set_defaults(run=run_schema)
    article_import.register(parts)


def run_check(options: argparse.Namespace) -> None:
    """Print how many articles are sound, and doubts; the team's office hours are checked as well.

    Raises:
        ArticleError: with every fault, one a line.
        SettingError: what is wrong with the hours.
    """
    from unstuck.articles.check import check, doubts
    from unstuck.support.hours import Hours

    configured = settings.read()
    Hours.load(configured.hours)
    folder = configured.articles
    count, faults = check(folder, settings.ROOT)
    if faults:
        raise ArticleError("articles_wrong", "\n".join(faults))
    for doubt in (*doubts(folder, settings.ROOT), *confusions(folder)):
        print(f"warning: {doubt}", file=sys.stderr)
    print(f"{count} article{'s' if count != 1 else ''} checked, no fault.")


def confusions(folder: Path) -> list[str]:
    """Intents that articles name and the classifier mixes up; without a trained model, that it was not looked at."""
    from unstuck.articles.knowledge import Knowledge
    from unstuck.articles.training import examples
    from unstuck.understanding.confusion import mixed_up

    configured = settings.read()
    knowledge = Knowledge.load(folder)
    try:
        mixed = mixed_up(
            examples(settings.ROOT / "data" / "nlu"), list(knowledge.intents), configured.models, configured.encoder
        )
    except ModelError:
        return ["without a trained model it cannot be told which causes are mixed up; train once and check again."]
    return [
        f"{one.share:.0%} of the examples of '{one.intent}' look like '{one.other}', such as “{one.example}”; "
        "write examples that say what is different, or make them one."
        for one in mixed
    ]


def run_preview(options: argparse.Namespace) -> None:
    """Walk through an article until the input ends. Raises ArticleError."""
    from unstuck.articles.loader import load_article
    from unstuck.cli.preview import walk

    path = Path(options.name)
    if path.suffix != ".yml":
        path = settings.read().articles / f"{options.name}.yml"
    if not path.exists():
        raise ArticleError("no_article", f"{path}: there is no such article; give its id or its file.")
    walk(load_article(path))


def run_schema(options: argparse.Namespace) -> None:
    """Print the schema that the models make."""
    from unstuck.articles.model import Article

    print(json.dumps(Article.model_json_schema(), indent=2, ensure_ascii=False))
