"""Whatever people say, in whatever order, the guide keeps its promises."""

import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.guide.conftest import Talk
from tests.library import ARTICLES
from unstuck.articles.check import domain_intents
from unstuck.articles.knowledge import Knowledge
from unstuck.guide.case import Case

KNOWLEDGE = Knowledge.load(ARTICLES)
SHARED = domain_intents(ROOT / "domain.yml") - {"provide_image", "check_image", "repair_image"}
INTENTS = sorted({*SHARED, *KNOWLEDGE.own_intents})
METHODS = sorted({method.id for article in KNOWLEDGE.articles for method in article.methods})
ENTITIES = st.one_of(
    st.tuples(st.just("method"), st.sampled_from([*METHODS, "1", "5", "9", "last", "nonsense"])),
    st.tuples(st.just("device"), st.sampled_from(["face_id", "home_button", "ipad", "iphone", "toaster"])),
    st.tuples(st.just("error_message"), st.sampled_from(["Photo Not Saved", "Profile Photo Update Failed", "?"])),
)
SAID = st.tuples(
    st.sampled_from(INTENTS), st.lists(ENTITIES, max_size=2), st.lists(st.sampled_from(INTENTS), max_size=1)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SAID, max_size=30))
@example([("affirm", [("method", "check_wifi")], ["already_tried"])])  # a fix of an article that is not the first
def test_no_talk_breaks_the_guide(messages):
    talk = Talk(KNOWLEDGE)
    for intent, entities, also in messages:
        said = talk(intent, *entities, also=tuple(also))
        assert said or talk.effects or intent in ("previous_step", "delete_photo")
        case = talk.case
        article = KNOWLEDGE.article(case.article) or KNOWLEDGE.first
        methods = sorted(method.id for method in article.methods)
        assert sorted(case.plan) in ([], methods), "a plan has every fix exactly once"
        assert case.method is None or case.step < len(article.method(case.method).steps)
        assert not {*case.tried, *case.skipped} - set(methods)
        assert Case.from_json(json.loads(json.dumps(case.to_json()))) == case
