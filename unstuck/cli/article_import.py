"""`unstuck articles import`: a page becomes the draft of an article, or one draft a problem."""

import argparse
import sys
from pathlib import Path

from unstuck import settings


def register(parts: argparse._SubParsersAction) -> None:
    """Add `import` to the parts of `articles`."""
    command = parts.add_parser("import", help="draft an article of a page: text, Markdown or HTML")
    command.add_argument("text", type=Path, metavar="PAGE", help="the page as people read it, in UTF-8")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="data/articles/NAME.yml")
    command.add_argument("--product", default="", help="the app or device; without it, found in the page")
    command.add_argument("--platform", action="append", default=[], help="what it runs on; may be said again")
    command.add_argument("--force", action="store_true", help="replace files that exist")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write the drafts; what to decide and what became of the page's lines goes to standard error.

    Raises:
        ArticleError: the page is no how-to, or a file exists or cannot be written.
    """
    from unstuck.drafting.importer import import_page
    from unstuck.drafting.kinds import Judge
    from unstuck.drafting.write import article_id, draft_text, write
    from unstuck.understanding.languages import encoder

    judge = Judge(settings.ROOT / "data" / "importing" / "sections.npz", lambda text: encoder.load().layers(text)[-1])
    imported = import_page(options.text, article_id(options.output), judge, options.product, options.platform)
    paths = [options.output.with_name(f"{draft.fields['id']}.yml") for draft in imported.drafts]
    if len(paths) == 1:
        paths = [options.output]
    else:
        print(f"The page holds {len(paths)} problems; each has a draft of its own.", file=sys.stderr)
    told = zip(paths, imported.drafts, imported.decisions, strict=True)
    write({path: draft_text(draft, questions, options.text.name) for path, draft, questions in told}, options.force)
    for line in imported.report.lines():
        print(line, file=sys.stderr)
    for path, questions in zip(paths, imported.decisions, strict=True):
        if questions:
            print(
                f"To decide, in {path.name}:", *(f"  - {question}" for question in questions), sep="\n", file=sys.stderr
            )
    print(f"Wrote {' and '.join(map(_from_here, paths))}.")
    print("Read it in the preview; take `draft: true` out, and it is published.")


def _from_here(path: Path) -> str:
    """The path as people standing in this folder would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
