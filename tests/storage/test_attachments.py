"""The attachment store: owners, expiry, limits, and what an attacker may try."""

import stat
from datetime import timedelta

import pytest

from tests.clock import Clock
from unstuck.errors import AttachmentError
from unstuck.settings import read
from unstuck.storage.attachments import Attachments
from unstuck.storage.objects import Bucket, Folder


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(params=["folder", "bucket"])
def objects(request, tmp_path):
    """Where the bytes lie: every test runs on each kind."""
    if request.param == "folder":
        return Folder(tmp_path / "attachments")
    return Bucket(request.getfixturevalue("object_store").bucket())


@pytest.fixture
def store(tmp_path, objects, clock):
    return Attachments(tmp_path, objects, timedelta(hours=24), most_bytes=100, clock=clock)


def keys(objects):
    """The ids of all bytes that are kept."""
    if isinstance(objects, Folder):
        return sorted(path.name for path in objects._folder.iterdir())
    return sorted(item["Key"] for item in objects._s3.list_objects_v2(Bucket=objects._name).get("Contents", []))


def test_what_is_put_in_is_read_by_its_owner(store):
    kept = store.put("ann", b"picture", filename="IMG_1.HEIC", media_type="image/heic")
    found = store.get(kept.id, "ann")
    assert found == kept
    assert (found.filename, found.media_type, found.size) == ("IMG_1.HEIC", "image/heic", 7)
    assert store.read(found) == b"picture"


def test_another_process_finds_it(store, tmp_path, objects, clock):
    kept = store.put("ann", b"picture", filename="a.jpg")
    other = Attachments(tmp_path, objects, timedelta(hours=24), most_bytes=100, clock=clock)
    assert other.read(other.get(kept.id, "ann")) == b"picture"


def test_ids_are_random(store):
    ids = {store.put("ann", b"x", filename="a.jpg").id for _ in range(50)}
    assert len(ids) == 50
    assert all(id.startswith("att_") and len(id) == 36 for id in ids)


def test_unknown_expired_malformed_and_foreign_ids_give_the_same_error(store, clock):
    foreign = store.put("ann", b"picture", filename="a.jpg").id
    expired = store.put("bob", b"picture", filename="a.jpg", lifetime=timedelta(hours=1)).id
    clock.pass_by(hours=1)
    errors = set()
    for id in (foreign, expired, "att_" + "0" * 32, "../../etc/passwd", "", "att_%", None, 7, ["att_"], {"a": 1}):
        with pytest.raises(AttachmentError) as caught:
            store.get(id, "bob")
        errors.add((caught.value.code, caught.value.message))
    assert {code for code, _ in errors} == {"attachment_unknown"}
    assert len(errors) == 1


def test_an_id_with_a_line_break_behind_it_is_unknown(store):
    kept = store.put("ann", b"picture", filename="a.jpg")
    with pytest.raises(AttachmentError):
        store.get(kept.id + "\n", "ann")


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(store, objects):
    with pytest.raises(AttachmentError) as caught:
        store.put("ann", b"x" * 101, filename="a.jpg")
    assert caught.value.code == "attachment_too_large"
    assert keys(objects) == []


def test_a_file_without_an_owner_is_refused(store):
    with pytest.raises(AttachmentError) as caught:
        store.put("", b"x", filename="a.jpg")
    assert caught.value.code == "attachment_without_owner"


def test_sweeping_deletes_bytes_and_rows_of_what_has_expired_only(store, objects, clock):
    store.put("ann", b"old", filename="a.jpg", lifetime=timedelta(hours=1))
    young = store.put("ann", b"young", filename="a.jpg")
    clock.pass_by(hours=1)
    assert store.sweep() == 1
    assert keys(objects) == [young.id]
    assert store.sweep() == 0


def test_deleting_all_of_an_owner_leaves_the_others(store, objects):
    store.put("ann", b"1", filename="a.jpg")
    store.put("ann", b"2", filename="b.jpg")
    other = store.put("bob", b"3", filename="c.jpg")
    assert store.delete_all("ann") == 2
    assert keys(objects) == [other.id]
    assert store.delete_all("ann") == 0


def test_reading_what_was_deleted_in_the_meantime_is_the_same_error(store):
    kept = store.put("ann", b"x", filename="a.jpg")
    store.delete_all("ann")
    with pytest.raises(AttachmentError) as caught:
        store.read(kept)
    assert caught.value.code == "attachment_unknown"


def test_another_program_can_read_it_as_a_file(store):
    kept = store.put("ann", b"picture", filename="a.jpg")
    with store.on_disk(kept) as path:
        assert path.read_bytes() == b"picture"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_copy_of_an_object_stays_on_this_disk(store, objects):
    kept = store.put("ann", b"picture", filename="a.jpg")
    with store.on_disk(kept) as path:
        pass
    assert path.exists() == isinstance(objects, Folder)


def test_only_this_user_may_enter_the_folder(tmp_path):
    Folder(tmp_path / "attachments")
    assert stat.S_IMODE((tmp_path / "attachments").stat().st_mode) == 0o700


def test_a_media_type_that_is_none_becomes_bytes(store):
    kept = store.put("ann", b"x", filename="a.jpg", media_type="image/png\r\nSet-Cookie: a=b")
    assert kept.media_type == "application/octet-stream"


def test_the_bots_store_follows_the_settings(tmp_path):
    store = Attachments.from_settings(read({"UNSTUCK_VAR": str(tmp_path), "UNSTUCK_MAX_UPLOAD_MB": "0.00001"}))
    store.put("ann", b"x" * 10, filename="a.jpg")
    with pytest.raises(AttachmentError):
        store.put("ann", b"x" * 11, filename="a.jpg")
