"""Files in Slack: only from Slack, never more than is allowed, and whatever comes beside them."""

import pytest

from tests import pictures
from tests.channels import lies
from tests.channels.slack.delivery import deliver_event, message, picture

JSON = "application/json; charset=utf-8"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/me.jpg",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/me.jpg",
        "https://files.slack.com.evil.example/me.jpg",
        "https://evil.example\\.slack.com/me.jpg",
        "http://FAKE@127.0.0.1:1/me.jpg",
        "file:///etc/passwd",
        "",
        None,
    ],
)
def test_a_file_elsewhere_is_never_fetched(house, fake, url):
    deliver_event(house.address, picture(url and url.replace("FAKE", fake.address.removeprefix("http://"))))
    house.settle()
    assert house.texts == fake.fetched == []
    assert "could not get at your file" in fake.posted[0]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (lies.redirect("/files-pri/secret.jpg"), "could not get at your file"),
        (lies.three_gigabytes, "up to 25 MB"),
        (lies.endless, "up to 25 MB"),
        (lies.login_page, "could not get at your file"),
        (b"<!doctype html><html><body>no picture</body></html>", "not a picture but a HTML file"),
        (b"%PDF-1.7 this is no picture", "not a picture but a PDF file"),
        (b"", "The file is empty"),
    ],
)
def test_a_file_that_lies_is_refused_in_words(house, fake, given, told):
    fake.files = {"me.jpg": given, "secret.jpg": pictures.fine()}
    deliver_event(house.address, picture(f"{fake.address}/files-pri/me.jpg", size=10))
    house.settle()
    assert house.texts == []
    assert told in fake.posted[0]
    assert [name for name, _ in fake.fetched] == ["me.jpg"]


def test_a_file_that_says_it_has_three_gigabytes_is_not_fetched(house, fake):
    deliver_event(house.address, picture(f"{fake.address}/files-pri/me.jpg", size=3_000_000_000))
    house.settle()
    assert fake.fetched == []
    assert "up to 25 MB" in fake.posted[0]


def test_a_file_of_another_organisation_is_asked_for_first(house, fake):
    fake.files = {"me.jpg": pictures.fine()}
    fake.info = {"F0S43PZDF": {"id": "F0S43PZDF", "name": "me.jpg", "url_private": f"{fake.address}/files-pri/me.jpg"}}
    event = message("", files=[{"id": "F0S43PZDF", "file_access": "check_file_info", "mode": "file_access"}])
    deliver_event(house.address, event | {"subtype": "file_share"})
    house.settle()
    assert [text.partition("{")[0] for text in house.texts] == ["/provide_image"]
    assert fake.fetched == [("me.jpg", "Bearer xoxb-unstuck")]


def test_words_beside_files_that_are_not_taken_are_read_and_the_picture_among_them_is_taken(house, fake):
    fake.files = {"me.jpg": pictures.fine(), "notes.pdf": b"%PDF-1.7", "note.m4a": b"x"}
    listed = [
        {"id": name, "name": name, "mimetype": kind, "url_private": f"{fake.address}/files-pri/{name}"}
        for name, kind in (("notes.pdf", "application/pdf"), ("me.jpg", "image/jpeg"), ("note.m4a", "audio/mp4"))
    ]
    page = {"id": "F9", "name": "post", "mimetype": "text/html"}
    deliver_event(house.address, message("it says update failed", subtype="file_share", files=[listed[0], page]))
    deliver_event(house.address, message("this one", ts="2.1", subtype="file_share", files=listed))
    house.settle()
    assert [text.partition("{")[0] for text in house.texts] == ["it says update failed", "/provide_image"]
    told = [line for text in fake.posted for line in text.splitlines() if not text.startswith("re:")]
    assert [line.partition(":")[0] for line in told] == ["notes.pdf", "post", "notes.pdf", "note.m4a"]
    assert "voice messages" in told[-1]
