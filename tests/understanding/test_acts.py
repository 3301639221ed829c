"""What is done by saying each intent."""

import pytest
from ruamel.yaml import YAML

from unstuck.articles.check import domain_intents
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.loader import load_article
from unstuck.errors import ModelError
from unstuck.understanding.acts import FILE, ONLY_WHEN_OPEN, WHENEVER, Acts
from unstuck.understanding.statements import Act


@pytest.fixture(scope="module")
def acts(root, knowledge):
    mail = load_article(root / "tests" / "guide" / "library" / "harbour_mail.yml")
    return Acts.load(root / "data" / "statements", Knowledge((*knowledge.articles, mail)))


def test_every_intent_of_the_domain_has_exactly_one_act(root, acts):
    tree = YAML(typ="safe").load(root / "data" / "statements" / FILE)
    waiting, whenever = tree.pop(ONLY_WHEN_OPEN), tree.pop(WHENEVER)
    listed = [intent for intents in tree.values() for intent in intents]
    assert sorted(listed) == sorted(domain_intents(root / "domain.yml"))
    assert set(tree) <= set(Act)
    assert set(waiting) == acts.only_when_open <= set(listed)
    assert set(whenever) == acts.whenever <= set(listed)


@pytest.mark.parametrize(
    ("intent", "act"),
    [
        ("describe_rate_limit", Act.DESCRIBES), ("already_tried", Act.DID), ("ask_heic", Act.ASKS),
        ("harbour_mail.error", Act.DESCRIBES), ("harbour_mail.password", Act.DESCRIBES),
        ("harbour_mail.mailbox_full", Act.DESCRIBES), ("harbour_mail.lose_messages", Act.ASKS),
        ("made_up", Act.TALKS),
    ],
)  # fmt: skip
def test_an_article_s_own_intents_describe_or_ask_by_the_part_they_belong_to(acts, intent, act):
    assert acts.of(intent) is act


@pytest.mark.parametrize("content", [None, "describes: [a]\n", "only_when_open: []\ndances: [a]\n", "- a\n"])
def test_a_missing_or_wrong_file_is_told(tmp_path, knowledge, content):
    if content is not None:
        (tmp_path / FILE).write_text(content)
    with pytest.raises(ModelError, match="restore or mend it"):
        Acts.load(tmp_path, knowledge)
