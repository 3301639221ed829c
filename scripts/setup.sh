#!/bin/sh
# Sets up .venv with Python 3.13, the locked packages and the sentence encoder. Does nothing when nothing has changed.
set -eu
cd "$(dirname "$0")/.."

UV_VERSION=0.13.9
stamp=.venv/.setup-done
inputs="requirements.lock requirements-redis.lock requirements-encoder.lock pyproject.toml scripts/setup.sh scripts/build_encoder.py"
wanted=$(cat $inputs | cksum)

say() { printf '%s\n' "setup: $*" >&2; }

is_313() { "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' >/dev/null 2>&1; }

# A pyenv shim may carry the name and still fail, so each candidate is tried.
find_313() {
    for python in python3.13 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13*/bin/python3.13 /usr/bin/python3.13 \
        /usr/local/bin/python3.13 /opt/*/bin/python3.13; do
        if is_313 "$python"; then
            command -v "$python"
            return
        fi
    done
    echo 3.13 # uv fetches one
}

# uv from the PATH, or from any Python 3 that can install it.
find_uv() {
    if command -v uv >/dev/null 2>&1; then
        command -v uv
        return
    fi
    if [ ! -x .venv/uv/bin/uv ]; then
        for python in "$(find_313)" python3 python /usr/bin/python3; do
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
        say "no Python here can install uv: install Python 3 with pip or venv (on Debian: python3-venv), then try again"
        exit 1
    fi
    echo .venv/uv/bin/uv
}

[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

[ -w "${HOME:-/nowhere}" ] || export UV_CACHE_DIR=.venv/cache
export UV_LINK_MODE="${UV_LINK_MODE:-copy}"
mkdir -p .venv
uv=$(find_uv)
if ! is_313 .venv/bin/python; then
    say "making .venv with Python 3.13"
    "$uv" venv -q --allow-existing --python "$(find_313)" .venv
fi
say "installing the locked packages (a few minutes the first time)"
# Compiled now: where nothing may be written later (PYTHONDONTWRITEBYTECODE), every server would do it again, in 10 seconds.
"$uv" pip sync -q --compile-bytecode --python .venv/bin/python --require-hashes requirements.lock
"$uv" pip install -q --python .venv/bin/python --no-deps --no-build-isolation --editable .
"$uv" pip install -q --python .venv/bin/python --python-version 3.12 --no-deps --require-hashes --target .venv/redis -r requirements-redis.lock
# Rasa works only as rasa_compat/ finds its modules, whoever starts it.
echo 'import rasa_compat' >"$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/unstuck-rasa.pth"
say "building the sentence encoder"
UV="$uv" .venv/bin/python -m scripts.build_encoder
printf '%s' "$wanted" >"$stamp"
say "done"
