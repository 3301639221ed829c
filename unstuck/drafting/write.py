"""Drafts as files: with how sure each part is beside it, and what to decide on top."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import LiteralScalarString

from unstuck.articles.loader import load_article
from unstuck.drafting.naming import latin
from unstuck.drafting.parts import Draft
from unstuck.errors import ArticleError


def article_id(output: Path) -> str:
    """An id of a file's name."""
    name = re.sub(r"[^a-z0-9]+", "_", latin(output.stem)).strip("_")
    return name if name[:1].isalpha() else f"article_{name}".rstrip("_")


def draft_text(draft: Draft, decisions: Sequence[str], source: str) -> str:
    """A draft's file."""
    head = [f"Drafted from {source}. To decide before `draft` is taken out, the weightiest first:", *decisions]
    said = "".join(f"# {'- ' * bool(place)}{line}\n" for place, line in enumerate(head if decisions else head[:0]))
    tree = _commented(draft.fields)
    for (kind, number), sureness in draft.sureness.items():
        if kind in tree and number < len(tree[kind]):
            first = next(iter(tree[kind][number]))
            tree[kind][number].yaml_add_eol_comment(f"{sureness:.0%} sure", first)
    yaml: Any = YAML()  # its own annotations say that these are None
    yaml.width, yaml.allow_unicode, yaml.default_flow_style = 120, True, False
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(tree, text)
    return said + text.getvalue()


def write(files: Mapping[Path, str], force: bool) -> None:
    """Write drafts: all of them, or none.

    Files that are there stay, unless `force`; a draft has to fit the schema before any file is touched.

    Raises:
        ArticleError: a file exists, cannot be written, or the schema refuses a draft.
    """
    for path in files:
        if path.exists() and not force:
            raise ArticleError(
                "import_exists", f"{path} exists already; choose another name, or replace it by --force."
            )
    parts = {path: path.with_name(f".{path.name}.part") for path in files}
    try:
        for path, part in parts.items():
            part.write_text(files[path], encoding="utf-8")
            load_article(part)
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


def _commented(value: Any) -> Any:
    """The same tree, to which comments can be added; texts of several lines stand as such."""
    if isinstance(value, Mapping):
        return CommentedMap((key, _commented(one)) for key, one in value.items())
    if isinstance(value, str) and "\n" in value and "\t" not in value:  # which YAML may take for an indent
        return LiteralScalarString(value)
    return CommentedSeq(map(_commented, value)) if isinstance(value, list) else value
