"""Switch an article's notice on and off in its file; a running bot tells it a second later, without training."""

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from unstuck.articles.loader import load_article
from unstuck.errors import ArticleError

_ID = re.compile(r"^id:.*\n", re.M)
_NOTICE = re.compile(r"^notice:.*\n(?:^[ \t]+\S.*\n)*", re.M)


def set_notice(path: Path, text: str | None) -> None:
    """Write a notice into an article's file, or take it out; nothing else in the file changes.

    Args:
        path: of the article, which has to be sound.
        text: what people are told before any fix; None takes the notice out.

    Raises:
        ArticleError: the article is wrong, or cannot be written.
    """
    load_article(path)
    line = f"notice: {json.dumps(text, ensure_ascii=False)}\n" if text else ""
    written = _NOTICE.sub("", path.read_text(encoding="utf-8"))
    written = _ID.sub(lambda found: found.group() + line, written, count=1)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(written, encoding="utf-8")
        load_article(part)
        os.replace(part, path)
    except OSError as error:
        raise ArticleError(
            "article_not_written", f"{path} cannot be written ({error.strerror}); look at its rights."
        ) from None
    finally:
        with suppress(OSError):
            part.unlink()
