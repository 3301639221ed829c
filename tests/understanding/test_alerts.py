import pytest

from unstuck.understanding.alerts import AlertFinder


@pytest.fixture(scope="module")
def alerts(knowledge):
    return AlertFinder(knowledge.articles)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("Profile Photo Update Failed", "Profile Photo Update Failed"),
        ("it says PROFILE PHOTO UPDATE FAILED!!", "Profile Photo Update Failed"),
        ("profle photo updte faild again", "Profile Photo Update Failed"),
        ("profile foto update failed", "Profile Photo Update Failed"),
        ('I get "Could not upload photo" on a reply', "Could Not Upload Photo"),
        ("could not uplaod photo", "Could Not Upload Photo"),
        ("photo not saved", "Photo Not Saved"),
    ],
)
def test_a_quoted_error_message_is_found_with_its_typos(alerts, typed, message):
    assert [alert.message for alert in alerts.find(typed)] == [message]


@pytest.mark.parametrize(
    "text",
    ["could not change my picture", "pfp wont update", "photo", "", "update", "saved", "my profile photo is old"],
)
def test_a_persons_own_words_are_no_quotation(alerts, text):
    assert alerts.find(text) == ()


def test_the_stretch_that_was_quoted_is_told(alerts):
    text = "well, profile photo update faild. again"
    (alert,) = alerts.find(text)
    assert text[alert.start : alert.end] == alert.text == "profile photo update faild"


def test_two_messages_are_both_found(alerts):
    found = alerts.find("first Photo Not Saved and now Profile Photo Update Failed")
    assert {alert.message for alert in found} == {"Photo Not Saved", "Profile Photo Update Failed"}
