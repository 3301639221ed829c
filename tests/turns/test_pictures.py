"""A person's picture is looked at, comes back mended, and goes when they say so."""

from dataclasses import replace

import pytest

from tests import pictures as made
from tests.photo import screens
from tests.photo.samples import MOST_PIXELS
from unstuck.errors import PhotoError
from unstuck.guide.case import Case
from unstuck.guide.turn import DeletePhotos, SendFile, Turn
from unstuck.insight.figures import Insight
from unstuck.photo import worker_tasks
from unstuck.photo.model import Crop, Kind
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.conversations import Conversations
from unstuck.turns.person import Person
from unstuck.turns.pictures import Pictures

ANN, BOB = Person("ann", "web", list), Person("bob", "web", list)


class Photos:
    """The photo workers' tasks in this process."""

    def __init__(self):
        self.forgotten = 0

    async def inspect(self, path, limits, filename="", alerts=()):
        looked = worker_tasks.judged(path, limits, MOST_PIXELS, filename=filename)
        if not (looked.may_be_screen and alerts):
            return looked.report
        shown, text = worker_tasks.alert_in(looked.copy, tuple(alerts))
        return replace(looked.report, kind=Kind.SCREENSHOT, error_message=text) if shown else looked.report

    async def repair(self, path, limits, crop, filename=""):
        return worker_tasks.mended(path, limits, MOST_PIXELS, crop, filename)

    def forget(self):
        self.forgotten += 1


@pytest.fixture
def settings(tmp_path):
    return read({"UNSTUCK_VAR": str(tmp_path)})


@pytest.fixture
def pictures(settings, knowledge):
    stores = Attachments.from_settings(settings), Photos(), Conversations.from_settings(settings)
    return Pictures(*stores, lambda: knowledge)


def sent(pictures, data, filename="me.jpg", person=ANN):
    return pictures.attachments.put(person.id, data, filename=filename).id


def named(turn):
    return ["file" if isinstance(say, SendFile) else say.name for say in turn.says]


async def test_a_bad_picture_comes_back_mended_for_its_owner_alone(pictures):
    turn = await pictures.look_at(Case(), sent(pictures, made.heic(640, 480), "IMG_1.HEIC"), ANN)
    assert named(turn)[:2] == ["photo_report", "file"]
    assert turn.case.photo_findings == ("heic", "not_square")
    file = turn.says[1]
    assert file.filename == "IMG_1.jpg"
    for id in (file.attachment, file.preview):
        assert pictures.attachments.get(id, ANN.id).id == id
    assert named(await pictures.look_at(Case(), file.attachment, BOB)) == ["ask_picture"]
    again = await pictures.look_at(Case(), file.attachment, ANN)
    assert again.case.photo_findings == ()


async def test_the_last_picture_is_meant_where_none_is_named(pictures):
    id = sent(pictures, made.saved(made.scene(640, 480), "PNG"))
    turn = await pictures.repair(Case(photo=id), None, ANN, Crop.CENTRE)
    assert (turn.case.photo, "file" in named(turn)) == (id, True)
    assert named(await pictures.look_at(Case(), None, ANN)) == ["ask_picture"]
    assert named(await pictures.repair(Case(), "att_gone", ANN, Crop.AUTO)) == ["ask_picture"]


async def test_what_cannot_be_mended_is_judged_and_nothing_comes_back(pictures):
    turn = await pictures.look_at(Case(), sent(pictures, b"just words"), ANN)
    assert "file" not in named(turn)
    assert turn.case.photo_findings == ("unsupported_format",)


async def test_a_repair_that_fails_leaves_the_judgement(pictures, monkeypatch):
    async def fail(*_, **__):
        raise PhotoError("photo_busy", "Please try again.")

    monkeypatch.setattr(pictures.photos, "repair", fail)
    turn = await pictures.look_at(Case(), sent(pictures, made.heic(640, 480)), ANN)
    assert named(turn)[0] == "photo_report"
    assert "file" not in named(turn)


async def test_a_screenshot_leads_to_what_its_message_is_about(pictures, article):
    shown = screens.png(screens.Screen(article.error_messages[0], "Something went wrong.", size=screens.SIZES[0]))
    turn = await pictures.look_at(Case(), sent(pictures, shown, "screen.png"), ANN)
    assert turn.case.article == article.id


async def test_what_is_found_is_counted_and_a_fine_picture_too(pictures, settings):
    for data in (made.heic(640, 480), made.fine()):
        await pictures.look_at(Case(), sent(pictures, data), ANN)
    found = {one.code: one.count for one in Insight.from_settings(settings).figures(1).findings}
    assert (found["heic"], found["not_square"], found["fine"]) == (1, 1, 1)


def test_all_of_a_person_s_pictures_go_at_once_and_nobody_else_s(pictures):
    for person in (ANN, ANN, BOB):
        sent(pictures, made.fine(), person=person)
    gone = pictures.delete(DeletePhotos(), Case(), Turn(Case()), ANN)
    again = pictures.delete(DeletePhotos(), Case(), Turn(Case()), ANN)
    assert (named(gone), named(again)) == (["photos_deleted"], ["no_photos"])
    assert pictures.attachments.owners() == {"bob"}
    assert pictures.photos.forgotten == 2
