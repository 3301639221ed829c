# `make run` opens the bot, `make test` passes every test. Both set up what they need first.
.PHONY: run test test-faults cluster check check-style check-types check-articles train setup setup-tests lock stock bench bench-nlu bench-talk bench-photo bench-photo-suites bench-articles bench-finding bench-drafting bench-before format pictures audit sbom image-size

PYTHON := .venv/bin/python

run: train
	@.venv/bin/honcho start || [ $$? -eq 130 ]

test: check
	@$(PYTHON) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# The three side by side.
check: setup-tests
	@$(MAKE) --no-print-directory -j check-style check-types check-articles

check-style:
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .

check-types:
	@$(PYTHON) -m pyrefly check .

check-articles:
	@.venv/bin/unstuck articles check

train: setup
	@$(PYTHON) -m scripts.train

setup:
	@scripts/setup.sh
	@scripts/build_web.sh

# With what tests, checks and benchmarks need beside.
setup-tests:
	@scripts/setup.sh tests
	@scripts/build_web.sh tests/web

format: setup-tests
	@$(PYTHON) -m ruff check --fix-only .
	@$(PYTHON) -m ruff format .

# Stock Rasa, with which the next two compare, in a Python 3.10 of its own.
stock:
	@scripts/stock.sh

bench: setup-tests train stock
	@$(PYTHON) -m scripts.bench

# What people really write, held out: heard and answered rightly, by kinds.
bench-talk: train
	@$(PYTHON) -m scripts.bench_talk
	@$(PYTHON) -m scripts.bench_languages

bench-nlu: setup-tests train stock
	@$(PYTHON) -m scripts.bench_nlu

# Pictures of the README and of docs/, from the tests in a browser and in Slack, and from a conversation with the running bot (`make run`).
pictures: setup-tests train
	@$(PYTHON) -m pytest tests/web
	@$(PYTHON) -m scripts.picture_widget
	@$(PYTHON) -m pytest tests/channels/slack/test_real.py
	@$(PYTHON) -m tests.channels.slack.picture
	@$(PYTHON) -m scripts.picture_telegram
	@$(PYTHON) -m scripts.picture_team
	@$(PYTHON) -m scripts.record_conversation

# Memory, start, set-up and turns beside an earlier commit, in turn: make bench-before BEFORE=dad16f2
bench-before: setup-tests
	@$(PYTHON) -m scripts.bench_before $(BEFORE)

bench-photo: setup-tests
	@$(PYTHON) -m scripts.bench_photo

# The photo workers' verdicts on a folder of pictures from public suites, against two other decoders: make bench-photo-suites FOLDER=...
bench-photo-suites: setup-tests
	@$(PYTHON) -m scripts.bench_photo_suites $(FOLDER)

# How surely articles are found, and how well pages become drafts, by a folder of public pages: make bench-finding FOLDER=...
bench-finding: setup-tests train
	@$(PYTHON) -m scripts.bench_finding $(FOLDER)

bench-drafting: setup-tests
	@$(PYTHON) -m scripts.bench_drafting $(FOLDER)

bench-articles: setup-tests train
	@$(PYTHON) -m scripts.bench_articles

# Settles versions and hashes anew; no registry address goes into the files. `make lock UPGRADE=--upgrade` takes the newest.
lock:
	@UV=$$(command -v uv || echo .venv/uv/bin/uv); lock() { \
		$$UV pip compile -q $(UPGRADE) --generate-hashes --no-header --no-annotate --python-version "$$@"; }; \
	lock 3.12 requirements.in -o requirements.lock && lock 3.12 requirements-test.in -o requirements-test.lock && \
	lock 3.12 --no-deps --no-config requirements-encoder.in -o requirements-encoder.lock && \
	lock 3.12 --no-deps requirements-redis.in -o requirements-redis.lock && \
	lock 3.10 --no-config requirements-stock.in -o requirements-stock.lock

# What production runs, as CycloneDX: build/sbom.cdx.json.
sbom: setup-tests
	@$(PYTHON) -m scripts.sbom

# Known holes of what is locked, by PyPI's own data, or where they cannot be reached by docs/advisories.md.
audit: setup
	@$(PYTHON) -m scripts.audit

# What the image for production installs, in megabytes, without building one: the last commit set up in a folder as deploy/Dockerfile does it.
image-size:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && git archive HEAD | tar -x -C "$$folder" && cd "$$folder" && \
		scripts/setup.sh && scripts/build_web.sh && .venv/bin/python -m scripts.train && deploy/slim.sh .

# The whole bot on several servers, as plain processes of this machine; Ctrl-C stops it.
cluster: setup-tests train
	@$(PYTHON) -m deploy.cluster

# Hundreds of conversations while servers and stores are killed; the figures go into docs/faults.md.
test-faults: setup-tests train
	@$(PYTHON) -m pytest tests/faults
	@$(PYTHON) -m tests.faults.run --write
	@$(PYTHON) -m tests.faults.alone
