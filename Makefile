# `make help` lists what is here.

PYTHON ?= python3.13 python3.12 python3.11 python3
export HAWKER_HOME ?= var

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --custom-compile-command "make lock" \
	--all-extras pyproject.toml

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup sample run talk test lint pytest external format bench soak lock clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/.runtime ## install what Hawker runs on into .venv (PYTHON=… picks the interpreter)

run: sample ## serve the shop on http://127.0.0.1:8080 (FEED=… publishes that catalog first)
	$(if $(FEED),$(BIN)/hawker catalog publish "$(FEED)")
	$(BIN)/hawker serve

talk: sample ## talk to the shop in the terminal
	$(BIN)/hawker talk

sample: .venv/.runtime
	@[ -e "$$HAWKER_HOME/shop.toml" ] || $(BIN)/hawker init --sample

test: lint pytest external ## run everything that CI runs

lint: .venv/.dev ## check format, style, types and the direction of imports
	@echo "== ruff format"
	@$(BIN)/ruff format --check
	@echo "== ruff check"
	@$(BIN)/ruff check
	@echo "== mypy"
	@$(BIN)/mypy
	@echo "== lint-imports"
	@$(BIN)/lint-imports --no-logo

pytest: .venv/.dev
	@echo "== pytest"
	@$(BIN)/pytest -n 2

external: .venv/.dev
	@echo "== tests/external"
	@if [ -e tests/external/run ]; then PATH="$(CURDIR)/$(BIN):$$PATH" tests/external/run; fi

format: .venv/.dev ## lay out the code and mend what a tool can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/.dev ## measure a turn and a cold start
	$(BIN)/python -m benchmarks.turn
	$(BIN)/python -m benchmarks.cold

soak: .venv/.dev ## run what is too long for every day: a thousand kills while orders are placed
	KILLS=1000 $(BIN)/pytest tests/faults

lock: .venv/bin/python ## rewrite the lock files to fit pyproject.toml (UPGRADE=1 takes newer versions)
	$(PIP) install uv
	$(LOCK) $(if $(UPGRADE),--upgrade) -o requirements.lock
	$(LOCK) $(if $(UPGRADE),--upgrade) --group dev -c requirements.lock -o requirements-dev.lock

clean: ## remove .venv and what tools left behind; the shop's home stays
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find skill lambda tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

.venv/.dev: .venv/.runtime requirements-dev.lock
	@echo "Installing the tools that check the code"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.runtime: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing Hawker into .venv"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps -e .
	@touch $@

# A name on the PATH proves nothing: a pyenv shim may exist and fail, and Debian's python3 comes
# without the ensurepip that fills a .venv. So each candidate is run.
.venv/bin/python:
	@for python in $(PYTHON); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if "$$python" -c 'import ensurepip' 2>/dev/null; then \
			echo "Making .venv with $$("$$python" --version)"; \
			exec "$$python" -m venv --clear .venv; \
		fi; \
		bare="$$bare $$python"; \
	done; \
	if [ -n "$$bare" ]; then \
		echo "No ensurepip in:$$bare. Install its venv package (Debian: apt install python3-venv)." >&2; \
	else \
		echo "No working Python 3.11 or later among: $(PYTHON). Install one, or name it with PYTHON=/path/to/python3" >&2; \
	fi; \
	exit 1
