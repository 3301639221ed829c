"""`unstuck articles`: look after the knowledge base."""

import argparse
import sys
from pathlib import Path

from unstuck import settings
from unstuck.errors import ArticleError


def register(commands: argparse._SubParsersAction) -> None:
    """Add `articles check` and `articles import`."""
    command = commands.add_parser("articles", help="look after the knowledge base")
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")
    check = parts.add_parser("check", help="check all articles against domain and training examples")
    check.set_defaults(run=run_check)
    load = parts.add_parser("import", help="make an article file of a text, a Markdown or an HTML file")
    load.add_argument("text", type=Path, metavar="ARTICLE", help="the article as people read it")
    load.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="data/articles/NAME.yml")
    load.add_argument(
        "--train",
        action="store_true",
        help="write starter examples too, for review: data/nlu/articles/NAME.yml, or beside an output elsewhere",
    )
    load.add_argument("--force", action="store_true", help="replace files that exist")
    load.set_defaults(run=run_import)


def run_check(options: argparse.Namespace) -> None:
    """Print how many articles are sound. Raises ArticleError with every fault, one a line."""
    from unstuck.articles.check import check

    count, faults = check(settings.read().articles, settings.ROOT)
    if faults:
        raise ArticleError("articles_wrong", "\n".join(faults))
    print(f"{count} article{'s' if count != 1 else ''} checked, no fault.")


def run_import(options: argparse.Namespace) -> None:
    """Write the article, and its starter examples where wanted; what to look at goes to standard error.

    Raises:
        ArticleError: the text is none, or the files exist or cannot be written.
    """
    from unstuck.articles.importing.assemble import article_id
    from unstuck.articles.importing.examples import starter_examples
    from unstuck.articles.importing.importer import import_article
    from unstuck.articles.importing.write import article_text, examples_path, examples_text, write

    output, name = options.output, options.text.name
    imported = import_article(options.text, article_id(output))
    files = {output: article_text(imported.article, name)}
    if options.train:
        examples = examples_path(output, settings.read().articles, settings.ROOT)
        files[examples] = examples_text(starter_examples(imported.article), name)
    write(files, options.force)
    for line in imported.report.lines():
        print(line, file=sys.stderr)
    print("Wrote " + " and ".join(map(str, files)) + ".")
