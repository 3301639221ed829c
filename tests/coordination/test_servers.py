"""How a process agrees with others: by itself, or by the Redis that the settings name."""

import subprocess
import sys

from unstuck.coordination.one_process import Alone
from unstuck.coordination.servers import coordination
from unstuck.settings import ROOT


def test_without_an_address_a_process_is_alone_and_loads_no_redis():
    assert isinstance(coordination(""), Alone)
    ask = "from unstuck.coordination.servers import coordination; coordination('')"
    code = f"import sys; {ask}; print('redis' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_one_address_is_one_coordination_of_the_process():
    assert coordination("redis://127.0.0.1:1/0") is coordination("redis://127.0.0.1:1/0")
    assert not isinstance(coordination("redis://127.0.0.1:1/0"), Alone)
