"""A lever for scripts in a browser: an address at which something is done that no page can do."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


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
