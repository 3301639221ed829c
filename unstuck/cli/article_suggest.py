"""`unstuck articles suggest`: drafts of answers and examples, from what was not understood and what the team wrote."""

import argparse
from io import StringIO
from typing import Any

from unstuck import settings

MOST_SHOWN = 10  # groups; more nobody reads at once


def register(parts: argparse._SubParsersAction) -> None:
    """Add `suggest` to the parts of `articles`."""
    command = parts.add_parser("suggest", help="draft answers and examples from what was not understood")
    command.add_argument("--days", type=int, default=30, help="how far to look back (default: 30)")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Print a draft for each group, with the sentences that it came from. Raises ArticleError, StoreError."""
    from unstuck.articles.knowledge import Knowledge
    from unstuck.drafting.naming import slug
    from unstuck.insight.suggestions import draft, latest, suggestions
    from unstuck.understanding.languages import encoder

    configured = settings.read()
    unheard = latest(configured, options.days)
    found = suggestions(
        unheard, Knowledge.load(configured.articles).articles, lambda text: encoder.load().layers(text)[-1]
    )
    if not found:
        print(f"Nothing that was not understood in the last {options.days} days came twice or was answered.")
    for number, one in enumerate(found[:MOST_SHOWN], 1):
        where = (
            f"data/articles/{one.article}.yml" if one.article else "an article, or a new one: put its id for ARTICLE"
        )
        print(f"# {number}. {one.count}× not understood; it belongs into {where}.")
        for text in one.texts:
            print(f"#    people: {_on_one_line(text)}")
        for text in one.answers:
            print(f"#    the team: {_on_one_line(text)}")
        if not one.answers:
            print("#    Nobody has answered it yet.")
        print(_yaml(draft(one, slug(one.texts[0]) or f"question_{number}")))
    if len(found) > MOST_SHOWN:
        print(f"# And {len(found) - MOST_SHOWN} more.")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _yaml(value: Any) -> str:
    from ruamel.yaml import YAML
    from ruamel.yaml.scalarstring import walk_tree

    yaml: Any = YAML()  # its own annotations say that these are None
    yaml.width, yaml.allow_unicode, yaml.default_flow_style = 120, True, False
    yaml.indent(mapping=2, sequence=4, offset=2)
    walk_tree(value)
    text = StringIO()
    yaml.dump(value, text)
    return text.getvalue()
