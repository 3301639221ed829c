"""Trains the tests' model, unless it is there. Processes wait for one another."""

import fcntl
import sys

from scripts.train import main
from tests.library import MODELS

with (MODELS / "lock").open("w") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    sys.exit(main())
