"""Importing this keeps numeric libraries that are loaded afterwards from starting a thread for every core.

More threads hold memory each, and a process that has some cannot be forked safely; one process a core needs none.
"""

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
