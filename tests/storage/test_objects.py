"""An object store that fails, is slow or refuses: an error that says so, within seconds."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from unstuck.errors import StoreError
from unstuck.storage import objects as module
from unstuck.storage.objects import Bucket, Folder


class Sick(BaseHTTPRequestHandler):
    """Answers every request with what `behave` does."""

    def _answer(self):
        self.server.behave(self)

    do_GET = do_PUT = do_DELETE = do_HEAD = _answer

    def log_message(self, *_):
        pass


@pytest.fixture
def sick(object_store, monkeypatch):
    """Makes a bucket on a server that is sick in the way asked for."""
    monkeypatch.setattr(module, "READ_SECONDS", 0.2)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sick)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()

    def bucket(behave):
        server.behave = behave
        return Bucket(f"http://127.0.0.1:{server.server_port}/bucket")

    yield bucket
    server.shutdown()
    thread.join()
    server.server_close()


def fail(request):
    request.send_error(500)


def refuse(request):
    request.send_error(403)


def say_nothing(request):
    time.sleep(1)


def drip(request):
    """Some bytes now and then, for ever."""
    request.send_response(200)
    request.send_header("Content-Length", "1000000")
    request.end_headers()
    try:
        while True:
            request.wfile.write(b"x" * 1024)
            time.sleep(0.02)
    except OSError:
        pass


def hang_up(request):
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b"x")


@pytest.mark.parametrize("behave", [fail, refuse, say_nothing])
def test_whatever_is_asked_of_a_sick_store_is_an_error(sick, behave):
    bucket = sick(behave)
    for ask in (lambda: bucket.put("a", b"x"), lambda: bucket.read("a"), lambda: bucket.delete("a"), bucket.check):
        with pytest.raises(StoreError, match="please try again"):
            ask()


@pytest.mark.parametrize("behave", [drip, hang_up])
def test_bytes_that_do_not_come_to_an_end_are_an_error(sick, behave, monkeypatch):
    monkeypatch.setattr(module, "WHOLE_SECONDS", 0.2)
    with pytest.raises(StoreError):
        sick(behave).read("a")


def test_one_that_was_down_is_used_again_when_it_is_back(object_store):
    bucket = Bucket(object_store.bucket())
    bucket.put("a", b"x")
    object_store.stop()
    try:
        with pytest.raises(StoreError):
            bucket.read("a")
    finally:
        object_store.start()
    with pytest.raises(StoreError):
        bucket.put("a", b"x")  # this one forgets its buckets
    assert Bucket(object_store.bucket()).check() is None


def test_a_bucket_that_is_not_there_is_an_error(object_store):
    with pytest.raises(StoreError, match="NoSuchBucket"):
        Bucket(object_store.bucket() + "-other").put("a", b"x")


def test_a_folder_that_cannot_be_used_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="please try again"):
        Folder(tmp_path / "file" / "attachments")
    folder = Folder(tmp_path / "attachments")
    (tmp_path / "attachments").rmdir()
    for ask in (lambda: folder.put("a", b"x"), folder.check):
        with pytest.raises(StoreError):
            ask()
