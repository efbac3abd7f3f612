# Two commands: `make demo` and `make test`.  Each sets up .venv by itself with plain pip.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test install browser clean

demo: .venv/.installed
	$(BIN)/offtake demo

test: .venv/.tested browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal

install: .venv/.installed

.venv/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.tested: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# Browser tests need Chromium from the system's packages; without it they are left out by name.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| echo "Chromium is not here and may not be installed: the browser tests are left out."

clean:
	rm -rf .venv dist build
