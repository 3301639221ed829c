#!/bin/sh
# Sets up .venv-stock: Rasa 3.6.21 as it comes, with TensorFlow, for benchmarks. Does nothing when nothing has changed.
# It needs Python 3.10, which Rasa's own requirements ask for and which had its last fix in October 2026: it serves nobody.
set -eu
cd "$(dirname "$0")/.."

stamp=.venv-stock/.setup-done
wanted=$(cksum <requirements-stock.lock)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

say() { printf '%s\n' "stock: $*" >&2; }

is_310() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1; }

python=3.10 # uv fetches one
for candidate in python3.10 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python /usr/bin/python3.10; do
    is_310 "$candidate" && python=$(command -v "$candidate") && break
done
uv=$(command -v uv || echo .venv/uv/bin/uv)
export UV_LINK_MODE="${UV_LINK_MODE:-copy}"
say "installing stock Rasa with TensorFlow, 2 GB, for the benchmark"
if ! "$uv" venv -q --allow-existing --python "$python" .venv-stock; then
    say "no Python 3.10 is here and none could be fetched: install one, or leave the benchmark's rival out"
    exit 1
fi
"$uv" pip sync -q --no-config --python .venv-stock/bin/python --require-hashes requirements-stock.lock
printf '%s' "$wanted" >"$stamp"
