"""Which version of an article it was that helped: its words tell, so nobody has to count."""

import hashlib

from unstuck.articles.model import Article

LETTERS = 8
# What changes without the help becoming another: when it was checked, what is down now, whether it is published.
ASIDE = {"checked", "notice", "draft", "learn_order", "source"}


def version_of(article: Article) -> str:
    """A few letters that are others as soon as the article says anything else."""
    return hashlib.sha256(article.model_dump_json(exclude=ASIDE).encode()).hexdigest()[:LETTERS]
