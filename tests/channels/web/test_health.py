"""Readiness: false when nothing can be written, and never slower than its patience."""

import asyncio
import re
import subprocess
import sys
import time

import pytest
from rasa.shared.core.domain import Domain

from channels.web import health
from channels.web.health import Probe
from components.tracker_store import MaskedTrackerStore
from unstuck.errors import StoreError
from unstuck.settings import ROOT
from unstuck.storage.database import connect
from unstuck.storage.inbox import check
from unstuck.storage.objects import Folder


async def test_a_probe_that_hangs_fails_in_time_and_nobody_begins_another(monkeypatch):
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.05)
    begun, gate = [], asyncio.Event()

    async def hang():
        begun.append(1)
        await gate.wait()

    probe = Probe(hang)
    start = time.monotonic()
    assert await asyncio.gather(*(probe.holds() for _ in range(20))) == [False] * 20
    assert await probe.holds() is False
    assert (len(begun), time.monotonic() - start < 2) == (1, True)
    gate.set()
    await asyncio.sleep(0.05)
    assert await probe.holds() is True


@pytest.mark.parametrize("error", [StoreError("store_unreachable", "no"), OSError(), AssertionError(), ValueError()])
async def test_a_probe_takes_any_failure_for_one(error):
    async def fail():
        raise error

    assert await Probe(fail).holds() is False


def test_what_can_be_written_is_ready_and_leaves_nothing(database, tmp_path):
    check(database)
    MaskedTrackerStore(Domain.empty(), database=database).check()
    folder = Folder(tmp_path / "files")
    folder.check()
    assert list((tmp_path / "files").iterdir()) == []
    with connect(database).connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM channel_arrival_keys").scalar() == 0


# A process that may not write to files stands for a disk that is full, where none can be mounted.
FULL = """
import resource, signal, sys
from pathlib import Path
from unstuck.errors import StoreError
from unstuck.storage.inbox import check
from unstuck.storage.objects import Folder
from unstuck.storage.database import connect
folder = Path(sys.argv[1])
connect(folder)
files = Folder(folder / "files")
connect(folder).dispose()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
for name, attempt in (("database", lambda: check(folder)), ("files", files.check)):
    try:
        attempt()
    except StoreError as error:
        print(name, error.code)
"""


def test_where_nothing_can_be_written_it_is_not_ready(tmp_path):
    done = subprocess.run([sys.executable, "-c", FULL, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["database store_unreachable", "files store_unwritable"], done.stderr


@pytest.mark.parametrize("name", ["health", "ready", "Ready"])
@pytest.mark.parametrize("path", ["/chat/{}", "/chat/{}/", "/chat//{}", "/chat/{}/x"])
def test_nginx_lets_nobody_ask(root, name, path):
    conf = (root / "deploy" / "nginx.conf").read_text()
    rule = re.search(r"location ~\* (\S*health\S*) \{\s+return 404;", conf)[1]
    assert re.match(rule, path.format(name), re.IGNORECASE)
    assert not re.match(rule, "/chat/healthy", re.IGNORECASE)
