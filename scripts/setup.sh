#!/bin/sh
# Sets up .venv with Python 3.13 (or 3.12), the locked packages and the sentence encoder. Does nothing when nothing has changed.
# `scripts/setup.sh tests` adds what tests, checks and benchmarks need; a later one without it leaves that there.
set -eu
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
extent="${1:-bot}"
stamp=.venv/.setup-done
inputs="requirements.lock requirements-test.lock requirements-redis.lock requirements-encoder.lock pyproject.toml scripts/setup.sh scripts/build_encoder.py"
wanted=$(cat $inputs | cksum)

say() { printf '%s\n' "setup: $*" >&2; }

is_version() { "$1" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$2')" >/dev/null 2>&1; }

# The Python of a version ("3.13"). A pyenv shim may carry the name and still fail, so each candidate is tried; of pyenv's own the newest first.
find_version() {
    for python in "python$1" $(ls -d "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python 2>/dev/null | sort -rV) \
        /usr/bin/"python$1" /usr/local/bin/"python$1" /opt/*/bin/"python$1"; do
        if is_version "$python" "$1"; then
            command -v "$python"
            return
        fi
    done
    return 1
}

# uv from the PATH, or from any Python 3 that can install it.
find_uv() {
    if command -v uv >/dev/null 2>&1; then
        command -v uv
        return
    fi
    if [ ! -x .venv/uv/bin/uv ]; then
        for python in $(find_version 3.13) $(find_version 3.12) python3 python /usr/bin/python3; do
            rm -rf .venv/uv
            if "$python" -m venv .venv/uv >/dev/null 2>&1 && .venv/uv/bin/python -m pip install -q "uv==$UV_VERSION" >&2; then
                break
            fi
            if "$python" -m pip install -q --target .venv/uv "uv==$UV_VERSION" >/dev/null 2>&1; then
                break
            fi
        done
    fi
    if [ ! -x .venv/uv/bin/uv ]; then
        say "no Python here can install uv: install Python 3.13 with pip or venv (on Debian: python3-venv), then try again"
        exit 1
    fi
    echo .venv/uv/bin/uv
}

# .venv with the newest Python that is here, or else with one that uv fetches.
make_venv() {
    if python=$(find_version 3.13) || python=$(find_version 3.12); then
        say "making .venv with $("$python" -V)"
        "$uv" venv -q --allow-existing --python "$python" .venv
    elif say "making .venv with a Python 3.13 that is fetched" && ! "$uv" venv -q --allow-existing --python 3.13 .venv; then
        say "no Python 3.13 or 3.12 is here and none could be fetched: install one of them (https://www.python.org/downloads), then try again"
        exit 1
    fi
}

for done in "$stamp-tests" "$stamp-$extent"; do
    [ -f "$done" ] && [ "$(cat "$done")" = "$wanted" ] && exit 0
done

[ -w "${HOME:-/nowhere}" ] || export UV_CACHE_DIR=.venv/cache
export UV_LINK_MODE="${UV_LINK_MODE:-copy}"
mkdir -p .venv
uv=$(find_uv)
is_version .venv/bin/python 3.13 || is_version .venv/bin/python 3.12 || make_venv
[ -f "$stamp-tests" ] && extent=tests
rm -f "$stamp"-*
locks=requirements.lock
[ "$extent" = bot ] || locks="$locks requirements-test.lock"
say "installing the locked packages (a minute or two the first time)"
# Compiled now: where nothing may be written later (PYTHONDONTWRITEBYTECODE), every server would do it again, in 10 seconds.
"$uv" pip sync -q --compile-bytecode --python .venv/bin/python --require-hashes $locks
"$uv" pip install -q --python .venv/bin/python --no-deps --no-build-isolation --editable .
if [ "$extent" = tests ]; then
    "$uv" pip install -q --python .venv/bin/python --python-version 3.12 --no-deps --require-hashes --target .venv/redis -r requirements-redis.lock
fi
# Rasa works only as rasa_compat/ finds its modules, whoever starts it.
echo 'import rasa_compat' >"$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/unstuck-rasa.pth"
say "building the sentence encoder"
UV="$uv" .venv/bin/python -m scripts.build_encoder
printf '%s' "$wanted" >"$stamp-$extent"
say "done"
