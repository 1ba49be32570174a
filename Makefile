# `make` alone says what there is. Everything is installed into .venv, pinned and hash-checked.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# The oldest Python on the path that is new enough, and of two such the one that was built for speed,
# as distributions build theirs and pyenv does not unless told to: any other takes up to a third
# longer. 2 says: this one only if there is no better. `make install PYTHON=/path/to/python` overrides.
LOOK := import sys, sysconfig; from importlib.util import find_spec; \
	told = sysconfig.get_config_var("CONFIG_ARGS") or ""; \
	is_quick = sys.base_prefix == "/usr" or "--enable-optimizations" in told; \
	sys.exit(sys.version_info < (3, 11) or 2 * (not (is_quick and find_spec("ensurepip"))))
PYTHON ?= $(shell for version in 3.11 3.12 3.13 3.14 3; do other=; \
	for p in $$(type -ap python$$version || true); do said=0; "$$p" -c '$(LOOK)' 2>/dev/null || said=$$?; \
	case $$said in (0) echo "$$p"; exit;; (2) other=$${other:-$$p};; esac; done; \
	if [ -n "$$other" ]; then echo "$$other"; exit; fi; done)
BIN := .venv/bin
# Tests start hundreds of processes: each would compile all there is again.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
# What is checked: those of our folders that exist.
CODE := $(wildcard ledger consent_service tests bench assets docs/verify_ledger.py)
# Parallel test processes, each with its own PostgreSQL, as in `make test WORKERS=4`; one if empty.
# One more than two cores: much of a test is waiting for processes, locks and time.
WORKERS ?= 3
# Neighbours stay together, with the service that their module made; who has done takes from others.
SHARED = -n $(or $(WORKERS),auto) --dist worksteal
# More for pytest, as in `make test PYTEST="-k ledger -m 'not slow'"`.
PYTEST ?=
UV := uv==0.13.9
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-strip-extras --no-emit-index-url --no-header $(LOCK_ARGS)
# The root folder goes on the path, so that a package added later is found without reinstalling.
PROJECT := --no-deps --no-build-isolation --config-settings editable_mode=compat --editable .
# Once, and not by each process that tests or serves and finds nothing compiled yet.
COMPILE := $(BIN)/python -m compileall -q -j 0 ledger consent_service

.PHONY: help install run test check lint format kinds campaign faults costs bench lock spec clients browser screenshots assets clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: .venv/installed-dev ## Make .venv with everything to run, test and check the project

run: .venv/installed ## Start the service with made-up families, in the foreground
	@exec $(BIN)/consent-service demo

test: install lint ## Lint, and run the tests of every day, on SQLite and on PostgreSQL
	$(BIN)/pytest $(if $(WORKERS),$(SHARED)) $(PYTEST)

# Types take one core half a minute in a new clone, and a second or two after that.
check: install lint ## Lint, formatting, types and the import rules
	$(BIN)/mypy $(CODE)

lint: install ## Lint, formatting and the import rules
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/lint-imports --no-logo

kinds: install ## Run what goes through each kind of entry: after one was added
	$(BIN)/pytest -q $(SHARED) $$($(BIN)/python -m tests.ofkinds) $(PYTEST)

campaign: install ## Run what `make test` takes a sample of, and the rest of it on PostgreSQL: an hour or more
	$(BIN)/pytest -m campaign $(SHARED) $(PYTEST)

faults: install ## Break processes, disks and databases at length; what was seen is in docs/faults.md
	$(BIN)/pytest -m faults $(SHARED) --durations=0 $(PYTEST)

costs: install ## Run the tests of every day one after another, and say what each takes of the processors
	$(BIN)/pytest -n 0 -p tests.costs $(PYTEST)

format: install ## Put the code into its one format, and mend what the linter can
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: install ## Measure on this machine (never part of the tests)
	$(BIN)/python -m bench

lock: .venv/bin/python ## Pin again, with hashes; `make lock LOCK_ARGS=--upgrade` takes newer versions
	@echo "Installing uv, which pins"
	@$(PIP) install $(UV)
	$(LOCK) --extra build --output-file requirements.lock
	$(LOCK) --extra build --extra letters --constraint requirements.lock --output-file requirements-letters.lock
	$(LOCK) --extra build --extra dev --extra letters --constraint requirements.lock --output-file requirements-dev.lock

# By the code that stands here, wherever the environment was installed from.
spec: install ## Write api_spec/ and docs/events.md again from the code, and the bytes of a new kind
	$(BIN)/python -m tests.domain.make_vectors
	$(BIN)/python -m tests.api.make_examples
	$(BIN)/python -c "from consent_service.cli import main; main()" spec

clients: install ## Have others' generator make types of TypeScript of api_spec/; needs Node.js and the network
	$(BIN)/python -m tests.api.make_clients

browser: ## Install Debian's Chromium, in which pages are tried; without it those tests are skipped
	apt-get install --yes --no-install-recommends chromium chromium-headless-shell fonts-liberation

screenshots: install ## Take the pictures of the docs again, of a demonstration in Chromium
	$(BIN)/python -m tests.browser.screenshots docs/pictures

assets: install ## Take the pages' style and script again from assets/; needs Node.js and the network
	cd assets && npm ci --silent
	$(BIN)/python assets/unbrand.py assets/node_modules/govuk-frontend consent_service/pages/static

clean: ## Remove caches, reports and builds; keep .venv and the data in var/
	rm -rf build dist *.egg-info htmlcov .coverage .coverage.* coverage.xml .hypothesis .schemathesis
	rm -rf .cache .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and none is on the path." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "$(PYTHON) cannot make a virtual environment." \
		"On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what the service needs into .venv"
	@$(PIP) install --require-hashes --no-deps --requirement requirements.lock
	@$(PIP) install $(PROJECT)
	@$(COMPILE)
	@touch $@

.venv/installed-dev: requirements-dev.lock requirements-foreign.lock pyproject.toml | .venv/bin/python
	@echo "Installing what the service and its tests need into .venv"
	@$(PIP) install --require-hashes --no-deps --requirement requirements-dev.lock
	@$(PIP) install --require-hashes --no-deps --ignore-requires-python --requirement requirements-foreign.lock
	@$(PIP) install $(PROJECT)
	@$(COMPILE)
	@touch $@ .venv/installed
