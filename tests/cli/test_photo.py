"""`unstuck photo` in the terminal and for other programs."""

import json

import pytest

from tests.photo.samples import FIELD, heic, opened
from tests.pictures import saved, scene
from unstuck.cli.main import main


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command; its exit status and what it printed to standard output and standard error."""
    monkeypatch.setenv("UNSTUCK_PHOTO_SECONDS", "60")

    def run_command(*arguments):
        status = main(["photo", *map(str, arguments)])
        return (status, *capsys.readouterr())

    return run_command


@pytest.fixture
def iphone_photo(tmp_path):
    path = tmp_path / "IMG_1.HEIC"
    path.write_bytes(heic(scene(640, 480)))
    return path


def test_a_file_is_judged_repaired_and_judged_again(run, tmp_path, iphone_photo):
    status, out, err = run("inspect", iphone_photo, "--json")
    report = json.loads(out)
    assert (status, err, report["kind"], report["format"]) == (0, "", "photo", "HEIC")
    assert [finding["code"] for finding in report["findings"]] == ["heic", "not_square"]

    status, out, _ = run("repair", iphone_photo, "-o", tmp_path / "new.jpg", "--json")
    result = json.loads(out)
    assert (status, result["crop"], result["warnings"], result["findings"]) == (0, "centre", [], [])
    assert opened((tmp_path / "new.jpg").read_bytes()).size == (480, 480)

    status, out, _ = run("inspect", tmp_path / "new.jpg")
    assert (status, out.splitlines()[-1]) == (0, "Nothing is wrong with this picture.")


def test_findings_are_listed_for_people(run, iphone_photo):
    _, out, _ = run("inspect", iphone_photo)
    lines = out.splitlines()
    assert lines[0] == f"HEIC, {iphone_photo.stat().st_size // 1000} kB, 640 x 480 pixels"
    assert [line[:2] for line in lines[1:]] == ["- ", "- "]


@pytest.mark.parametrize(
    "data", [b"", b"just words", b"\xff\xd8\xff\xe0", bytes(300)], ids=["empty", "text", "start of a JPEG", "zeros"]
)
def test_a_file_that_is_no_picture_is_judged_all_the_same(run, tmp_path, data):
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    status, out, err = run("inspect", path, "--json")
    assert (status, err) == (0, "")
    assert json.loads(out)["kind"] in ("unreadable", "not_an_image")
    status, out, err = run("repair", path, "-o", tmp_path / "new.jpg")
    assert (status, out) == (1, "")
    assert err.startswith("photo_")
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "new.jpg").exists()


def test_a_missing_file_is_one_sentence(run, tmp_path):
    status, _, err = run("inspect", tmp_path / "none.jpg")
    assert status == 1
    assert err == "photo_missing: There is no file none.jpg: please check its name and send it again.\n"


def test_a_place_that_cannot_be_written_is_one_sentence(run, tmp_path, iphone_photo):
    status, _, err = run("repair", iphone_photo, "-o", tmp_path / "nowhere" / "new.jpg")
    assert status == 1
    assert err.startswith("photo_not_written: ")


def test_a_crop_may_be_asked_for(run, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(saved(scene(640, 480), "PNG"))
    status, out, _ = run("repair", path, "-o", tmp_path / "new.jpg", "--crop", "detail")
    assert status == 0
    assert "detail" in out


def test_a_fine_picture_is_left_as_it_is_unless_a_new_one_is_asked_for(run, tmp_path):
    path, new = tmp_path / "a.png", tmp_path / "new"
    path.write_bytes(saved(scene(500, 500), "PNG"))
    status, out, _ = run("repair", path, "-o", new)
    assert (status, new.read_bytes()) == (0, path.read_bytes())
    assert "as it was" in out
    status, _, _ = run("repair", path, "-o", new, "--force")
    assert (status, opened(new.read_bytes()).format) == (0, "JPEG")


def test_an_ending_that_lies_is_noted(run, tmp_path):
    path = tmp_path / "me.jpg"
    path.write_bytes(saved(scene(500, 500), "PNG"))
    _, out, _ = run("inspect", path, "--json")
    assert [finding["code"] for finding in json.loads(out)["findings"]] == ["wrong_extension"]


def test_a_message_that_cannot_be_read_is_said_to_be_one(run, tmp_path):
    path = FIELD / "alert_ar.png"
    _, out, _ = run("inspect", path, "--json")
    report = json.loads(out)
    assert (report["kind"], report["error_message"]) == ("screenshot", None)
    _, out, _ = run("inspect", path)
    assert "cannot be read" in out
