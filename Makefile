# Every recipe that people and CI use. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
# French words look like English mistakes: only English prose is checked.
ENGLISH := README.md CONTRIBUTING.md SECURITY.md docs/adr docs/architecture.md docs/configuration.md docs/dependencies.md
export MAILLAGE_HOME ?= $(CURDIR)/var
export VIRTUAL_ENV := $(CURDIR)/$(VENV)

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo run test test-unit test-e2e check fix bench proof mutants lock sbom

help: ## List the recipes
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 14

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) || true

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/uv
	$(BIN)/uv pip install --quiet --require-hashes -r requirements.lock || $(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/maillage-source.pth"
	@printf '#!/bin/sh\nexec "%s" -m maillage "$$@"\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/maillage && chmod +x $(BIN)/maillage
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.lock || $(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.runtime ## Install what running needs
setup-dev: $(VENV)/.dev ## Install what tests and checks need

demo: setup ## Prepare the Val-d'Oise demonstration and serve it on 127.0.0.1:8000 (PORT)
	$(BIN)/maillage demo

run: setup ## Serve the pages as they are
	$(BIN)/maillage serve

test: setup-dev ## Run every test: the browser ones included, and the pages again on PostgreSQL
	@sh .ci/browser
	@sh .ci/java
	$(BIN)/pytest -n 2
	.ci/with-postgres $(BIN)/pytest -n 2 tests/integration

test-unit: setup-dev ## Run the fast tests
	$(BIN)/pytest tests/unit tests/architecture

test-e2e: setup-dev ## Run the browser tests alone, and refresh the screenshots of the guide
	@sh .ci/browser
	MAILLAGE_SCREENSHOTS=docs/guide/images $(BIN)/pytest tests/e2e

check: setup-dev ## Format, lint, types, contracts, migrations, deployment settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint maillage --lint --quiet
	$(BIN)/codespell $(ENGLISH)
	$(BIN)/maillage manage makemigrations --check --dry-run
	MAILLAGE_HTTPS=1 $(BIN)/maillage manage check --deploy --fail-level WARNING

fix: setup-dev ## Format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv-bench/.ready: requirements.lock bench/peers.txt | $(BIN)/uv
	$(PYTHON) -m venv .venv-bench
	$(BIN)/uv pip install --quiet --python .venv-bench/bin/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python .venv-bench/bin/python -r bench/peers.txt -c requirements.lock
	@touch $@

bench: .venv-bench/.ready ## Speed and memory against the named peers, as ratios
	@for name in machine index ranks access relational roads matching places portfolio placement tours load; do \
	  .venv-bench/bin/python -m bench.$$name || exit 1; done

proof: setup-dev ## Run every gate, the long ones included, on both engines, and keep what was found for the page of proofs
	@sh .ci/browser
	@sh .ci/java
	$(BIN)/pytest -n 2 -m "long or not long" --proof "$(MAILLAGE_HOME)/preuves"
	.ci/with-postgres $(BIN)/pytest -n 2 -m "long or not long" --proof "$(MAILLAGE_HOME)/preuves" tests/integration
	@$(BIN)/maillage proof

mutants: setup-dev ## Change the rules of money, rights, journal, erasure and surveys one by one; list what no test sees
	$(BIN)/mutmut run --max-children 2 > $(MAILLAGE_HOME)/mutants.log 2>&1 || true
	@$(BIN)/mutmut results
	@tail -c 120 $(MAILLAGE_HOME)/mutants.log

lock: setup-dev ## Resolve the dependencies again (hashes, no address)
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header pyproject.toml --extra web --extra postgres --extra fast --extra spark --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header pyproject.toml --extra web --extra postgres --extra fast -c requirements-dev.lock -o requirements.lock

sbom: setup-dev ## List what is locked for running, with versions and hashes (dist/sbom.cdx.json, CycloneDX)
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements --output-reproducible --of JSON -o dist/sbom.cdx.json requirements.lock
