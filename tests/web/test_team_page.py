"""The team's page of conversations in a real browser; the scripts beside this file do the work."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.channels.team.people import fill
from tests.channels.team_page import NAME, PASSWORD, serve, teammate
from tests.web.test_widget import built, run
from unstuck.settings import read
from unstuck.support.teammates import Teammates

__all__ = ["built"]


@contextmanager
def lever(pulled: Callable[[], object]) -> Iterator[str]:
    """An address at which a script has something done that no page can do."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            pulled()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_the_team_s_page(root, tmp_path, knowledge):
    fill(read({"UNSTUCK_VAR": str(tmp_path)}), knowledge)
    for name in (NAME, "Ben", "Carl"):
        teammate(tmp_path, name)
    with serve(tmp_path) as address, lever(lambda: Teammates(tmp_path).remove("Carl")) as remove:
        run(
            root,
            "team_page.test.mjs",
            UNSTUCK_ADDRESS=address,
            UNSTUCK_NAME=NAME,
            UNSTUCK_PASSWORD=PASSWORD,
            UNSTUCK_OTHER="Ben",
            UNSTUCK_REMOVE=remove,
        )
