"""`unstuck articles import`: a how-to-fix article becomes an article file."""

import argparse
import sys
from pathlib import Path

from unstuck import settings


def register(parts: argparse._SubParsersAction) -> None:
    """Add `import` to the parts of `articles`."""
    command = parts.add_parser("import", help="make an article file of a text, a Markdown or an HTML file")
    command.add_argument("text", type=Path, metavar="ARTICLE", help="the article as people read it, in UTF-8")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="data/articles/NAME.yml")
    command.add_argument(
        "--train",
        action="store_true",
        help="write starter examples for review too, into data/nlu/articles/, or nlu/ beside an output elsewhere",
    )
    command.add_argument("--force", action="store_true", help="replace files that exist")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write the article, and its starter examples where wanted; what to look at goes to standard error.

    Raises:
        ArticleError: the text is no article, or a file exists or cannot be written.
    """
    from unstuck.drafting.assemble import article_id
    from unstuck.drafting.examples import starter_examples
    from unstuck.drafting.importer import import_article
    from unstuck.drafting.write import article_text, examples_path, examples_text, write

    output, name = options.output, options.text.name
    imported = import_article(options.text, article_id(output))
    files = {output: article_text(imported.article, name)}
    if options.train:
        examples = examples_path(output, settings.read().articles, settings.ROOT)
        files[examples] = examples_text(starter_examples(imported.article), name)
    write(files, options.force)
    for line in imported.report.lines():
        print(line, file=sys.stderr)
    print(f"Wrote {' and '.join(map(_from_here, files))}.")
    if not options.train:
        print("Its intents need examples: import with --train, or write some into data/nlu/articles/.")


def _from_here(path: Path) -> str:
    """The path as people standing in this folder would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
