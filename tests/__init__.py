"""The tests. What they start multiplies with one thread, as the servers do.

Several processes share the machine: threads that wait for each other then take up to ten times the time of one alone.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is loaded
