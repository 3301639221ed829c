"""Article files and starter examples as YAML, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from unstuck.articles.loader import load_article
from unstuck.errors import ArticleError

_ABOUT = """\
# Made by `unstuck articles import` from {source}. Read it once as a stranger: it has the source's own sentences, a
# question for each escalation made from the text, and no help for who is stuck on a step where the source has none.
"""
_FOR_REVIEW = """\
# FOR REVIEW: starter examples made by `unstuck articles import` from titles, messages and sentences of {source}.
# They let the article be found; what people really type is better. Replace them line by line, then remove these lines.
"""


def article_text(article: Mapping[str, Any], source: str) -> str:
    """An article file's content."""
    return _ABOUT.format(source=source) + _dump(dict(article))


def examples_text(examples: Mapping[str, Sequence[str]], source: str) -> str:
    """A file of training examples in Rasa's format, marked for review."""
    nlu = [
        {"intent": intent, "examples": LiteralScalarString("".join(f"- {text}\n" for text in texts))}
        for intent, texts in examples.items()
    ]
    return _FOR_REVIEW.format(source=source) + _dump({"version": "3.1", "nlu": nlu})


def examples_path(output: Path, articles: Path, root: Path) -> Path:
    """Where an article's examples go: into the training data if it goes into the knowledge base, else into `nlu/`
    beside it."""
    if output.resolve().parent == articles.resolve():
        return root / "data" / "nlu" / "articles" / output.name
    return output.parent / "nlu" / output.name


def write(files: Mapping[Path, str], force: bool) -> None:
    """Write an article, which is the first of `files`, and what belongs to it: all of them, or none.

    Files that are there stay, unless `force`; a new article has to fit the schema before any file is touched.

    Raises:
        ArticleError: a file exists, cannot be written, or the schema refuses the article.
    """
    for path in files:
        if path.exists() and not force:
            raise ArticleError(
                "import_exists", f"{path} exists already; choose another name, or replace it by --force."
            )
    parts = {path: path.with_name(f".{path.name}.part") for path in files}
    try:
        for path, part in parts.items():
            path.parent.mkdir(parents=path != next(iter(files)), exist_ok=True)
            part.write_text(files[path], encoding="utf-8")
        load_article(next(iter(parts.values())))
        for path, part in parts.items():
            os.replace(part, path)
    except OSError as error:
        place = error.filename or next(iter(files))
        raise ArticleError(
            "import_not_written", f"{place} cannot be written ({error.strerror}); choose another place."
        ) from None
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink()


def _dump(tree: Mapping[str, Any]) -> str:
    yaml: Any = YAML()  # its own annotations say that these are None
    yaml.width, yaml.allow_unicode, yaml.default_flow_style = 120, True, False
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(tree, text)
    return text.getvalue()
