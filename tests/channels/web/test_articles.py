"""Articles in the chat: whoever comes from one."""

import pytest

from channels.web.articles import begun
from unstuck.errors import ChannelError


def test_whoever_comes_from_an_article_or_a_cause_says_so(knowledge):
    article = knowledge.first
    cause = article.causes[0]
    assert [said.text for said in begun(knowledge, article.id, None)] == [f"/{article.intents[0]}"]
    assert begun(knowledge, article.id, cause.id)[-1].text == f"/{cause.intents[0]}"
    assert begun(knowledge, article.id, cause.id)[-1].shown.text == cause.title
    for wrong in (("nowhere", None), (None, None), ({"a": 1}, None), (article.id, "nothing")):
        with pytest.raises(ChannelError, match="nothing at this address"):
            begun(knowledge, *wrong)
