"""The trained model, read without Rasa: what the bot must understand, whatever the examples are today."""

import time

import pytest

from unstuck.cli.rehearsal import Rehearsal
from unstuck.guide.case import Case
from unstuck.guide.context import context_of
from unstuck.understanding.context import Branch, Context, Option, StepWords
from unstuck.understanding.statements import TRIED, UNDERSTOOD, Act, How
from unstuck.wording.responses import Words


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("it only lets me pick from 3 pictures", "describe_photo_permission"),
        ("changed it like five times today and now it says try again later", "describe_rate_limit"),
        ("instagram wants me to confirm my email", "describe_account_issue"),
        ("my iphone still has ios 15", "describe_outdated_ios"),
        ("works on wifi but not on 5g", "describe_network_trouble"),
        ("screenshots work, camera photos don't", "describe_image_problem"),
        ("is threads down", "ask_server_status"),
        ("pfp wont change", "report_profile_photo_error"),
        ("still not working", "report_still_failing"),
    ],
)
def test_a_person_is_understood(reader, text, intent):
    reading = reader.read(text)
    assert intent in {one.intent for one in reading.statements if one.is_affirmed}
    assert (reading.intent, reading.confidence >= UNDERSTOOD) == (intent, True)


def test_a_correction_in_the_middle_of_a_fix_is_understood(reader):
    reading = reader.read("no, I meant the photo in my post", Context("step"))
    assert (reading.intent, reading.denied) == ("report_other_photo_error", ())


@pytest.mark.parametrize(
    ("clean", "typed"),
    [
        ("my profile picture will not change", "my profle pictre will not chnage"),
        ("it only shows me three photos", "it olny shows me three phtoos"),
        ("it says the same error again", "it syas teh smae eror agian"),
    ],
)
def test_typos_change_nothing(reader, clean, typed):
    assert reader.read(typed).intent == reader.read(clean).intent


@pytest.mark.parametrize(
    "text",
    ["what is the capital of france", "order me a pizza", "whatsapp won't let me change my profile picture",
     "how do I get more followers on threads", "my battery dies so fast", "qwe rty uiop zxc vbnm"],
)  # fmt: skip
def test_what_is_none_of_the_bots_business_is_refused(reader, text):
    reading = reader.read(text)
    assert reading.intent == "out_of_scope" or reading.confidence < UNDERSTOOD


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("it's not the wifi", "describe_network_trouble"),
        ("my wifi is fine", "describe_network_trouble"),
        ("it isn't a heic", "describe_image_problem"),
        ("my account isn't banned", "describe_account_issue"),
        ("i haven't changed it often", "describe_rate_limit"),
        ("ios is up to date", "describe_outdated_ios"),
    ],
)
def test_a_denied_cause_is_not_pointed_to(reader, text, cause):
    reading = reader.read(text)
    assert cause in reading.denied
    assert cause not in dict(reading.ranking)


def test_after_a_denial_the_rest_of_the_message_counts(reader):
    reading = reader.read("it's not the wifi, it only lets me pick from 3 pictures")
    assert (reading.intent, reading.denied) == ("describe_photo_permission", ("describe_network_trouble",))


def test_denying_one_reason_for_a_trouble_does_not_deny_the_trouble(reader):
    reading = reader.read("it's not a heic, it's a huge jpeg")
    assert (reading.intent, reading.denied) == ("describe_image_problem", ())


@pytest.mark.parametrize(
    "text", ["it's not working", "wifi not working", "it's not loading", "the app isn't responding"]
)
def test_a_trouble_with_not_in_it_is_no_denial(reader, text):
    assert reader.read(text).denied == ()


@pytest.mark.parametrize(
    ("text", "causes"),
    [
        ("it's a heic and also I changed it five times", {"describe_image_problem", "describe_rate_limit"}),
        ("my wifi is bad and threads can't see my photos", {"describe_network_trouble", "describe_photo_permission"}),
        (
            "it just spins, and instagram wants me to confirm my email",
            {"describe_app_glitch", "describe_account_issue"},
        ),
    ],
)
def test_two_causes_at_once_are_two_statements(reader, text, causes):
    reading = reader.read(text)
    assert {one.intent for one in reading.statements if one.act is Act.DESCRIBES and one.is_affirmed} == causes
    assert {reading.intent, *reading.also} == causes


@pytest.mark.parametrize(
    "text",
    ["hi, my pfp won't update", "it worked yesterday, but now the upload hangs", "tapped edit profile and chose one",
     "what's the difference between this and could not upload photo, please?"],
)  # fmt: skip
def test_one_cause_in_several_clauses_stays_one(reader, text):
    assert reader.read(text).also == ()


@pytest.mark.parametrize(
    "text", ["pfp won't update and it's only with this one picture", "pfp won't update and it's a heic"]
)
def test_a_hint_in_a_clause_outweighs_the_bare_complaint(reader, knowledge, text):
    talk = Rehearsal(knowledge, Words.load(), reader)
    talk.say(text)
    assert talk.case.causes == ("image_file",)


# -- the moment --

AT_THE_SWITCH = Context(
    "step",
    "update",
    0,
    (StepWords("Open the store. Tap Updates."), StepWords("Tap the switch.", "It is green when it is on.")),
    ("Update the app",),
    ("Restart the phone",),
    branches=(Branch("0.0", ("there is no update there", "it only says Open")), Branch("0.1", ("it is on already",))),
)
TO_CHOOSE = Context("cause", options=(Option("a_cause", "It spins"), Option("b_cause", "It sees no photos")))


def test_what_is_found_at_a_step_takes_its_branch(reader):
    said, *_ = reader.read("no update there", AT_THE_SWITCH).statements
    assert (said.intent, said.target) == ("take_branch", "0.0")
    said, *_ = reader.read("it is already on", AT_THE_SWITCH).statements
    assert (said.intent, said.target) == ("take_branch", "0.1")
    assert "take_branch" not in {one.intent for one in reader.read("no update there").statements}


def test_a_branch_is_not_taken_by_words_that_tell_of_the_trouble(reader, knowledge):
    article = knowledge.article("threads_profile_photo")
    plan = tuple(method.id for method in article.methods)
    moment = context_of(knowledge, Case(article=article.id, plan=plan, method="photo_permission", step=3))

    def said(text):
        return [(one.intent, one.target) for one in reader.read(text, moment).statements]

    assert said("it says full access already") == [("take_branch", "3.0")]
    assert said("ok pressed full access") == [("take_branch", "3.1")]
    assert said("it says limited access") == [("describe_photo_permission", "")]
    assert "take_branch" not in {intent for intent, _ in said("i have not changed it to full access yet")}


def test_a_number_answers_what_was_offered(reader):
    (said,) = reader.read("2", TO_CHOOSE).statements
    assert (said.act, said.intent) == (Act.ANSWERS, "b_cause")
    assert "b_cause" not in {one.intent for one in reader.read("2").statements}


def test_the_step_that_a_question_is_nearest_to_is_told(reader):
    assert reader.read("what colour has the switch when it is on", AT_THE_SWITCH).near_step == 1
    assert reader.read("what colour has the switch when it is on").near_step is None


@pytest.mark.parametrize(("moment", "intent"), [("step", "next_step"), ("outcome", "affirm"), ("", None)])
def test_what_only_makes_sense_while_something_is_open_is_not_heard_out_of_nowhere(reader, moment, intent):
    said = {one.intent for one in reader.read("yes done", Context(moment)).statements}
    assert said <= {"next_step", "affirm", "already_tried"} if moment else not said & {"next_step", "affirm"}


# -- fixes --


@pytest.mark.parametrize(
    ("text", "fix", "how"),
    [
        ("I restarted my phone", "restart_device", TRIED),
        ("restarting the phone made no difference", "restart_device", TRIED),
        ("i did not restart the phone yet", "restart_device", {How.NOT_DONE}),
        ("haven't reinstalled", "reinstall", {How.NOT_DONE}),
        ("I dont want to delete the app", "reinstall", {How.WONT}),
        ("tried everything except the restart", "restart_device", {How.ALL_BUT}),
        ("Restart phone? yes", "restart_device", TRIED),
        ("Restart phone? no", "restart_device", {How.NOT_DONE}),
    ],
)
def test_how_it_went_with_a_fix_is_heard(reader, text, fix, how):
    said = [one for one in reader.read(text).statements if fix in one.target.split()]
    assert said
    assert {one.how for one in said} <= how


def test_all_fixes_of_a_list_are_heard(reader):
    said = reader.read("restarted, reinstalled, tried another photo, same error").statements
    done = {fix for one in said if one.how in TRIED for fix in one.target.split()}
    assert {"restart_device", "reinstall", "different_image"} <= done


def test_another_language_is_told_and_not_acted_on(reader):
    reading = reader.read("moje zdjęcie profilowe się nie zmienia")
    assert (reading.language, reading.confidence < UNDERSTOOD) == ("pl", True)


@pytest.mark.parametrize("text", ["ok done", "im ready", "pfp wont chnge", "heic", "13 mini", "nah", "asap pls"])
def test_short_english_is_not_taken_for_another_language(reader, text):
    assert reader.read(text).language == "en"


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_message_means_nothing(reader, text):
    reading = reader.read(text)
    assert (reading.confidence, reading.entities) == (0, ())


def test_emoji_alone_are_told_apart(reader):
    assert reader.read("👍", Context("outcome")).intent == "affirm"
    assert reader.read("👎", Context("outcome")).intent == "deny"
    assert reader.read("🍕").intent == "out_of_scope" or reader.read("🍕").confidence < UNDERSTOOD


@pytest.mark.parametrize("text", ["a" * 10_000, "hello " * 1_700, "qzx " * 2_500, "👍" * 10_000, "it spins, " * 1_000])
def test_ten_thousand_characters_are_read_at_once(reader, text):
    start = time.process_time()
    reader.read(text)
    assert time.process_time() - start < 2  # of a machine that does much else; 0.3 alone


def test_a_reading_explains_itself(reader):
    reading = reader.read("changed it five times on my iPhone SE")
    assert reading.nearest
    assert [(entity.name, entity.value) for entity in reading.entities] == [
        ("count", 5),
        ("device", "home_button"),
        ("device_model", "iPhone SE"),
    ]
    assert reading.ranking[0] == (reading.intent, reading.confidence)


def test_a_fix_that_is_only_named_behind_one_that_was_done_was_done_as_well(reader):
    said = reader.read("did restart + reinstall. nothing").statements
    assert {fix for one in said if one.how in TRIED for fix in one.target.split()} == {"restart_device", "reinstall"}


def test_what_is_done_at_the_step_on_the_screen_is_that_step(reader):
    (said,) = reader.read("reopened it", Context("step", "force_quit")).statements
    assert said.intent == "next_step"


@pytest.mark.parametrize(
    ("text", "fix", "how"),
    [
        ("the app was never removed", "reinstall", How.NOT_DONE),
        ("i never gave it full access", "photo_permission", How.NOT_DONE),
        ("Restart: pending", "restart_device", How.NOT_DONE),
        ("haven't swapped the pic", "different_image", How.NOT_DONE),
        ("swipe up does nothing so i cannot close it", "force_quit", How.UNABLE),
        ("i think my son deleted and reinstalled it, could be wrong", "reinstall", How.UNSURE),
        ("don't make me reinstall it", "reinstall", How.WONT),
        ("the rest is done, reinstalling isn't", "reinstall", How.ALL_BUT),
    ],
)
def test_what_all_of_a_message_says_of_one_fix_is_how_it_went(reader, text, fix, how):
    told = [(one.target, one.how) for one in reader.read(text).statements if one.act is Act.DID]
    assert told == [(fix, how)]


@pytest.mark.parametrize("text", ["now restart", "restart next"])
def test_a_fix_that_is_wanted_next_is_not_done(reader, text):
    assert not any(one.act is Act.DID and one.how in TRIED for one in reader.read(text, Context("step")).statements)


def test_what_is_said_once_of_a_list_is_said_of_each_in_it(reader):
    said = reader.read("havent tried: restart, reinstall").statements
    assert {one.how for one in said if one.act is Act.DID} == {How.NOT_DONE}
    assert {id for one in said for id in one.target.split()} == {"restart_device", "reinstall"}


@pytest.mark.parametrize("text", ["done", "did it", "ok done", "done that"])
def test_done_at_a_step_names_no_fix(reader, text):
    assert not any(one.target for one in reader.read(text, Context("step", "force_quit")).statements)
