"""Which article a message is about, when there are several, and of several apps."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.guide.conftest import Talk
from tests.guide.test_any_talk import INTENTS
from tests.guide.test_any_talk import KNOWLEDGE as DATA
from unstuck.articles.knowledge import Knowledge
from unstuck.articles.loader import load_article
from unstuck.guide import picture
from unstuck.guide.case import Asking
from unstuck.guide.turn import ScheduleFollowUp

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def library(knowledge):
    """The project's articles and one on another app."""
    return Knowledge((*knowledge.articles, load_article(HERE / "library" / "harbour_mail.yml")))


@pytest.fixture
def talk(library):
    return Talk(library)


def titles(talk: Talk, name: str) -> list[str]:
    return [choice.title for choice in talk.said(name).choices]


# -- which article --


def test_a_quoted_message_finds_its_article(talk):
    assert talk("nlu_fallback", ("error_message", "Cannot Reach Server")) == ["ask_cause"]
    assert talk.case.article == "harbour_mail"


def test_an_article_s_own_intent_finds_its_cause(talk):
    assert talk("harbour_mail.password")[:2] == ["cause_found", "step"]
    assert (talk.case.article, talk.case.method) == ("harbour_mail", "enter_password")


def test_the_app_that_is_named_decides_between_articles_that_share_a_symptom(talk):
    talk("describe_network_trouble", ("product", "Harbour Mail"))
    assert (talk.case.article, talk.case.causes) == ("harbour_mail", ("offline",))
    talk("start_over")
    other = Talk(talk.knowledge)
    other("describe_network_trouble", ("product", "Threads"))
    assert (other.case.article, other.case.causes) == ("threads_profile_photo", ("glitch",))


@pytest.mark.parametrize("intent", ["harbour_mail.password", "harbour_mail.error", "harbour_mail.mailbox_full"])
def test_a_trouble_in_another_app_that_is_named_never_leads_to_an_article_s_own(talk, intent):
    talk(intent, ("product", "Threads"))
    assert talk.case.article != "harbour_mail"


def test_the_app_alone_is_enough_to_begin(talk):
    assert talk("nlu_fallback", ("product", "Harbour Mail")) == ["ask_cause"]


def test_when_two_articles_fit_one_question_names_both(talk):
    assert talk("describe_network_trouble") == ["ask_article"]
    assert titles(talk, "ask_article")[:2] == [
        "Threads: Profile Photo Update Failed",
        "Harbour Mail: Cannot Reach Server",
    ]


def test_the_button_of_an_article_takes_the_symptom_along(talk):
    talk("describe_network_trouble")
    choice = talk.said("ask_article").choices[1]
    talk(choice.intent, *choice.entities.items())
    assert (talk.case.article, talk.case.causes) == ("harbour_mail", ("offline",))


def test_so_does_an_answer_in_words(talk):
    talk("describe_network_trouble")
    talk("harbour_mail.error")
    assert (talk.case.article, talk.case.causes) == ("harbour_mail", ("offline",))


@pytest.mark.parametrize("answer", ["next_step", "deny", "describe_network_trouble"])
def test_it_is_asked_once_and_who_cannot_say_begins_with_the_first(talk, answer):
    talk("describe_network_trouble")
    assert talk(answer)[:2] == ["cause_found", "step"]
    assert talk.case.article == "threads_profile_photo"


def test_a_digression_asks_which_article_again(talk):
    talk("describe_network_trouble")
    assert talk("thank") == ["thank", "ask_article"]
    assert talk.case.asking is Asking.ARTICLE


def test_the_classifier_s_second_thoughts_decide_between_articles_that_fit_alike(talk):
    ranking = (("describe_network_trouble", 0.6), ("harbour_mail.error", 0.3), ("report_profile_photo_error", 0.1))
    talk("describe_network_trouble", ranking=ranking)
    assert talk.case.article == "harbour_mail"


def test_a_screenshot_finds_its_article_and_its_cause(talk, library):
    talk.take(picture.on_screenshot(library, talk.case, "Login Refused", "Login Refused"))
    assert (talk.case.article, talk.case.causes) == ("harbour_mail", ("password",))


# -- staying and leaving --


def test_a_shared_symptom_stays_with_the_article_of_the_talk(talk):
    talk("harbour_mail.password")
    talk("describe_network_trouble")
    assert (talk.case.article, talk.case.causes) == ("harbour_mail", ("offline",))


def test_naming_another_app_in_passing_does_not_leave_the_article(talk):
    talk("harbour_mail.password")
    talk("describe_network_trouble", ("product", "Threads"))
    assert talk.case.article == "harbour_mail"


@pytest.mark.parametrize(
    ("intent", "entities"),
    [
        ("report_profile_photo_error", ()),
        ("nlu_fallback", (("error_message", "Profile Photo Update Failed"),)),
        ("describe_photo_permission", (("product", "Threads"),)),
    ],
)
def test_what_clearly_is_another_error_leaves_it(talk, intent, entities):
    talk("harbour_mail.password")
    talk(intent, *entities)
    assert talk.case.article == "threads_profile_photo"


def test_a_symptom_that_only_another_article_knows_is_asked_about_and_the_place_is_kept(talk):
    talk("harbour_mail.password")
    talk("next_step")
    before = talk.case
    assert talk("describe_photo_permission") == ["ask_article"]
    assert talk.case == before
    stay, leave = talk.said("ask_article").choices
    assert talk(stay.intent, *stay.entities.items()) == ["last_step"]
    talk(leave.intent, *leave.entities.items())
    assert (talk.case.article, talk.case.causes) == ("threads_profile_photo", ("permission",))


def test_so_it_is_while_the_cause_is_asked_for(talk):
    talk("report_other_photo_error")
    assert talk("describe_photo_permission") == ["ask_article"]
    assert talk("repeat_step") == ["ask_cause"]
    assert talk.case.article == "threads_upload_photo"


def test_an_app_that_is_named_is_not_answered_from_the_article_of_another(talk):
    passages = (("threads_profile_photo", "The slider is at the top."),)
    assert talk("nlu_fallback", passages=passages) == ["found"]
    assert talk("out_of_scope", ("product", "Harbour Mail"), passages=passages) == ["out_of_scope"]


# -- the photo of a post --


def test_the_other_photo_errors_have_fixes_of_their_own(talk):
    assert talk("report_other_photo_error") == ["other_error"]
    assert titles(talk, "other_error")[0] == "My connection is slow or drops"
    assert titles(talk, "other_error")[-1] == "Profile Photo Update Failed"
    assert talk("describe_network_trouble")[:2] == ["cause_found", "step"]
    assert (talk.case.article, talk.case.method) == ("threads_upload_photo", "check_wifi")


@pytest.mark.parametrize(
    ("intent", "method"),
    [
        ("threads_upload_photo.network_timeout", "check_wifi"),
        ("threads_upload_photo.large_file", "different_image"),
    ],
)
def test_a_hint_beside_the_post_leads_to_its_fix_at_once(talk, intent, method):
    talk(intent)
    assert (talk.case.article, talk.case.method) == ("threads_upload_photo", method)


def test_a_post_and_a_shared_symptom_in_one_message_count_together(talk):
    talk("report_other_photo_error", also=("describe_image_problem",))
    assert (talk.case.article, talk.case.causes) == ("threads_upload_photo", ("large_file",))


def test_who_meant_the_profile_photo_after_all_goes_back(talk):
    talk("report_other_photo_error")
    assert talk("report_profile_photo_error") == ["other_error"]
    assert talk.case.article == "threads_profile_photo"


# -- the other app, from the first word to the last --


def test_an_article_on_another_app_is_walked_to_its_end(talk, library):
    article = library.article("harbour_mail")
    talk("harbour_mail.error")
    assert titles(talk, "ask_cause")[:2] == ["I changed my password", "Nothing else loads either"]
    for method in article.methods:
        talk("report_still_failing")
        assert talk.case.method == method.id
        assert talk("ask_step_help") == ["step_help"]
    assert talk("report_still_failing") == ["no_fix_left", "ask_escalation"]
    assert talk("affirm") == ["escalation_advice", "offer_follow_up"]
    talk("affirm")
    assert talk.effects == (ScheduleFollowUp(1),)
    talk("confirm_fixed")
    assert talk.said("fixed").values["prevention"] == article.prevention


def test_its_own_question_is_answered(talk):
    assert talk("harbour_mail.lose_messages") == ["answer"]
    assert "stay on the server" in talk.said("answer").values["body"]


@pytest.mark.parametrize("intent", ["start_over", "next_step", "repeat_step", "list_methods", "already_tried"])
def test_with_several_apps_and_nothing_told_it_asks_which(talk, intent):
    assert "ask_article" in talk(intent)
    assert len(titles(talk, "ask_article")) == 4


def test_a_question_that_every_article_answers_is_asked_back(talk):
    assert talk("ask_why_failed") == ["ask_article"]
    choice = talk.said("ask_article").choices[2]
    talk(choice.intent, *choice.entities.items())
    assert "mail server" in talk.said("why_failed").values["summary"]


def test_a_fix_is_found_in_the_article_that_has_it(talk):
    talk("choose_method", ("method", "check_network"))
    assert (talk.case.article, talk.case.method) == ("harbour_mail", "check_network")


def test_one_name_for_different_fixes_means_the_one_of_this_article(talk):
    talk("harbour_mail.password")
    talk("choose_method", ("method", "force_quit check_network"))
    assert talk.case.method == "check_network"


def test_an_own_intent_has_a_button_in_the_article_s_words(talk):
    ranking = (("harbour_mail.password", 0.4), ("harbour_mail.lose_messages", 0.3))
    talk("nlu_fallback", ranking=ranking)
    assert titles(talk, "clarify")[:2] == ["I changed my password", "Will I lose messages?"]


# -- whatever is said --

EVERY = Knowledge((*DATA.articles, load_article(HERE / "library" / "harbour_mail.yml")))
METHODS = sorted({method.id for article in EVERY.articles for method in article.methods})
ENTITIES = st.one_of(
    st.tuples(st.just("method"), st.sampled_from([*METHODS, "force_quit check_network", "2", "last"])),
    st.tuples(st.just("product"), st.sampled_from([*EVERY.products, "Elsewhere"])),
    st.tuples(st.just("article"), st.sampled_from([*(article.id for article in EVERY.articles), "gone"])),
    st.tuples(st.just("error_message"), st.sampled_from([*EVERY.alerts, "?"])),
)
SAID = st.tuples(
    st.sampled_from(sorted({*INTENTS, *EVERY.intents})),
    st.lists(ENTITIES, max_size=2),
    st.lists(st.sampled_from(sorted(EVERY.intents)), max_size=1),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(SAID, max_size=25))
def test_no_talk_across_articles_mixes_them_up(messages):
    talk = Talk(EVERY)
    for intent, entities, also in messages:
        said = talk(intent, *entities, also=tuple(also))
        assert said or talk.effects or intent in ("previous_step", "delete_photo")
        case, article = talk.case, EVERY.article(talk.case.article)
        assert article or not (case.plan or case.method or case.causes or case.escalation)
        if article:
            assert sorted(case.plan) in ([], sorted(method.id for method in article.methods))
            assert {*case.causes} <= {cause.id for cause in article.causes}
            assert case.method is None or case.step < len(article.method(case.method).steps)
