"""The trained model, read without Rasa: what the bot must understand, whatever the examples are today."""

import time

import pytest

SURE = 0.5  # the fallback's threshold in config.yml


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("it only lets me pick from 3 pictures", "describe_photo_permission"),
        ("the picture is a heic, 14 MB", "describe_image_problem"),
        ("changed it like five times today and now it says try again later", "describe_rate_limit"),
        ("instagram wants me to confirm my email", "describe_account_issue"),
        ("my iphone still has ios 15", "describe_outdated_ios"),
        ("works on wifi but not on 5g", "describe_network_trouble"),
        ("screenshots work, camera photos don't", "describe_image_problem"),
        ("is threads down", "describe_app_glitch"),
        ("pfp wont change", "report_profile_photo_error"),
        ("still not working", "report_still_failing"),
        ("no, I meant the photo in my post", "report_other_photo_error"),
    ],
)
def test_a_person_is_understood(reader, text, intent):
    reading = reader.read(text)
    assert (reading.intent, reading.confidence >= SURE) == (intent, True)


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
    assert reading.intent == "out_of_scope" or reading.confidence < SURE


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
def test_two_causes_at_once_are_both_told_and_close(reader, text, causes):
    reading = reader.read(text)
    assert {reading.intent, *reading.also} == causes
    assert {intent for intent, _ in reading.ranking[:2]} == causes
    assert reading.ranking[0][1] - reading.ranking[1][1] < 0.2


@pytest.mark.parametrize(
    "text",
    ["hi, my pfp won't update", "it worked yesterday, but now the upload hangs", "tapped edit profile and chose one",
     "what's the difference between this and could not upload photo, please?"],
)  # fmt: skip
def test_one_cause_in_several_clauses_stays_one(reader, text):
    assert reader.read(text).also == ()


def test_a_hint_in_a_clause_outweighs_the_bare_complaint(reader):
    assert reader.read("pfp won't update and it's a heic").intent == "describe_image_problem"


def test_another_language_is_told_and_not_acted_on(reader):
    reading = reader.read("mi foto de perfil no se actualiza")
    assert (reading.language, reading.confidence < SURE) == ("es", True)


@pytest.mark.parametrize("text", ["ok done", "im ready", "pfp wont chnge", "heic", "13 mini", "nah", "asap pls"])
def test_short_english_is_not_taken_for_another_language(reader, text):
    assert reader.read(text).language == "en"


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_message_means_nothing(reader, text):
    reading = reader.read(text)
    assert (reading.confidence, reading.entities) == (0, ())


def test_emoji_alone_are_told_apart(reader):
    assert reader.read("👍").intent == "affirm"
    assert reader.read("👎").intent == "deny"
    assert reader.read("🍕").intent == "out_of_scope" or reader.read("🍕").confidence < SURE


@pytest.mark.parametrize("text", ["a" * 10_000, "hello " * 1_700, "qzx " * 2_500, "👍" * 10_000, "it spins, " * 1_000])
def test_ten_thousand_characters_are_read_at_once(reader, text):
    start = time.process_time()
    reader.read(text)
    assert time.process_time() - start < 1


def test_a_reading_explains_itself(reader):
    reading = reader.read("changed it five times on my iPhone SE")
    assert reading.nearest
    assert [(entity.name, entity.value) for entity in reading.entities] == [("count", 5), ("device", "home_button")]
    assert reading.ranking[0] == (reading.intent, reading.confidence)
