# Two commands: `make demo` and `make test`.  Each sets up .venv by itself with plain pip, from the locked
# versions in lock/.  Before a release: `make lock`, then `make check-newest` and `make check-oldest`.
PYTHON ?= python3
BIN := .venv/bin
PIP := -m pip --quiet --disable-pip-version-check
LOCKED := $(PIP) install --require-hashes --requirement
SELF := $(PIP) install --no-deps --no-build-isolation --editable .
TESTS := pytest -n auto --dist worksteal

.PHONY: docs demo test test-long lint install browser lock check-newest check-oldest coverage fuzz clean

demo: .venv/.installed
	$(BIN)/offtake demo

test: lint browser
	$(BIN)/$(TESTS) -m "not long"

# What takes longer than a test should: kills and resumes, long horizons, many random studies.
test-long: .venv/.tested
	$(BIN)/$(TESTS) -m long

lint: .venv/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

install: .venv/.installed

.venv/.installed: pyproject.toml lock/core.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python $(LOCKED) lock/core.txt
	$(BIN)/python $(SELF)
	@touch $@

.venv/.tested: .venv/.installed lock/dev.txt
	$(BIN)/python $(LOCKED) lock/dev.txt
	@touch $@

# The newest versions that pyproject.toml allows, with hashes, for every system and Python it names.
lock: .venv/.tested
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command 'make lock' --group build pyproject.toml --output-file lock/core.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --custom-compile-command 'make lock' --group build --extra dev --constraint lock/core.txt \
	  pyproject.toml --output-file lock/dev.txt

# All tests with the newest versions that there are, and with the lowest that pyproject.toml allows.
check-newest: browser
	rm -rf .venv-newest
	$(PYTHON) -m venv .venv-newest
	.venv-newest/bin/python $(PIP) install hatchling editables --editable '.[dev]'
	.venv-newest/bin/$(TESTS)

check-oldest: .venv/.tested browser
	rm -rf .venv-oldest
	$(PYTHON) -m venv .venv-oldest
	$(BIN)/uv pip compile --quiet --resolution lowest-direct --python .venv-oldest/bin/python pyproject.toml \
	  --output-file .venv-oldest/lowest.txt
	.venv-oldest/bin/python $(PIP) install --constraint .venv-oldest/lowest.txt hatchling editables --editable '.[dev]'
	.venv-oldest/bin/$(TESTS)

# Which lines of src the tests run (as a table, and line by line in coverage/): 96% of them in November 2026, to be kept.
coverage: .venv/.tested browser
	$(BIN)/python $(PIP) install 'pytest-cov>=6'
	$(BIN)/$(TESTS) -m "not long" --cov=offtake --cov-report=term --cov-report=html:coverage

# Random small studies through every command, and damaged files through every reader, for MINUTES minutes each; from
# SEED on, where it is given.
MINUTES ?= 20
SEED ?=
fuzz: .venv/.tested
	OFFTAKE_FUZZ_MINUTES=$(MINUTES) $(if $(SEED),OFFTAKE_FUZZ_SEED=$(SEED)) $(BIN)/pytest tests/every tests/test_every_reader.py

# The manual as a site with search, in site/: no network, neither to build nor to read.
docs: .venv/.tested
	$(BIN)/sphinx-build --quiet --fail-on-warning docs site

# Browser tests need Chromium from the system's packages; without it they are left out by name.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| echo "Chromium is not here and may not be installed: the browser tests are left out."

clean:
	rm -rf .venv .venv-newest .venv-oldest coverage .coverage dist build
