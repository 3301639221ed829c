#!/bin/sh
# Leaves of a set-up tree what a production image needs, and fails when that is more than 900 MB: deploy/slim.sh FOLDER
# What goes: tools and caches of the set-up, tests and benchmarks and their lists, the packages' own tests, and symbols that only a debugger reads.
set -eu
MOST_MB=900
cd "$1"
rm -rf .venv/uv .venv/node .venv/cache web/node_modules
rm -rf tests field scripts deploy docs requirements-test.* requirements-stock.* requirements-redis.*
find .venv -type d \( -name tests -o -name test \) -prune -exec rm -rf {} +
# Libraries in *.libs were rewritten by their packagers, which not every version of strip keeps whole.
find .venv -name '*.so' -not -path '*.libs/*' -exec strip --strip-debug {} +
# Nothing may be written later, so every process would compile it at every start: a third of a second of two.
.venv/bin/python -m compileall -q actions channels components rasa_compat unstuck
megabytes=$(find . -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%d", sum / 1000000 }')
echo "image: $megabytes MB are installed, of $MOST_MB at most"
[ "$megabytes" -lt "$MOST_MB" ]
