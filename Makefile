# The only entry, for people and for machines. `make` alone lists what there is.

.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-print-directory --no-builtin-rules

ROOT ?= .run
BIN := .venv/bin
READY := .venv/.installed
EMBEDDED := $(BIN)/python -m deploy.embedded --root $(ROOT)
PYTEST := $(BIN)/python -m pytest
AT_ONCE ?= 2
TOGETHER := --numprocesses $(AT_ONCE) --dist loadfile --no-loadscope-reorder

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c '$(SUPPORTED)' 2>/dev/null && echo $$python && break; done)

.PHONY: help
help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z -]+:.*## / { split($$1, names, " "); printf "  %-14s %s\n", names[1], $$2 }' $(MAKEFILE_LIST)

$(READY): requirements-dev.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is missing. Install it: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make environments. Install it: sudo apt-get install $(PYTHON)-venv"; exit 1; }
	@echo "Installing the locked dependencies into .venv ($$($(PYTHON) --version))"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $(READY)

##@ Run the suite (everything lives in .run)

.PHONY: up down status logs clean demo shell
up: $(READY) ## Start the whole suite on this machine; safe to repeat
	@$(EMBEDDED) up

down: $(READY) ## Stop it and keep its data
	@$(EMBEDDED) down

status: $(READY) ## Tell what runs, where
	@$(EMBEDDED) status

logs: $(READY) ## Follow the logs; of one process with s=credits
	@$(EMBEDDED) logs $(s)

clean: $(READY) ## Stop it and forget its data
	@$(EMBEDDED) clean

demo: $(READY) ## Walk through the central process against the running suite
	@$(BIN)/python -m deploy.demo --root $(ROOT)

shell: $(READY) ## Open psql in the database of a service: s=credits
	@$(EMBEDDED) shell $(s)

##@ Prove it

.PHONY: test check unit contract architecture integration acceptance test-minio compose-check peers fuzz bench verify-audit rebuild-ledger verify-ledger replace-key
test: $(READY) ## Run every test, against parts of its own, beside a running suite
	@$(PYTEST) $(TOGETHER)

check: $(READY) ## Lint, types, layers and the fast tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(PYTEST) $(TOGETHER) tests/unit tests/contract tests/architecture

unit contract architecture integration acceptance: $(READY) ## Run one kind of tests; also: contract architecture integration acceptance
	@$(PYTEST) tests/$@

test-minio: $(READY) ## Compile MinIO with the Go of this machine, and test documents with it, too
	@$(BIN)/python -m deploy.embedded.minio
	@$(PYTEST) tests/integration/kernel/test_files.py

compose-check: $(READY) ## Prove the suite in containers: build, demo, three times credits, demo (needs Docker)
	@$(BIN)/python -m deploy.compose.check

peers: $(READY) ## Install the OpenID Provider that logging in is tested with, too (npm)
	@$(BIN)/python -m tests.peers.oidc_provider

fuzz: $(READY) ## Ask every route ten times more than the tests do; times=30 for as often
	@FUZZ=$(or $(times),10) $(PYTEST) tests/acceptance/test_generated_requests.py

bench: $(READY) ## Measure a suite of its own, beside the floor; ten million entries with ledger=yes
	@$(BIN)/python -m tests.bench --root $(ROOT) $(if $(ledger),--ledger)

verify-audit: $(READY) ## Prove that no journal of the running suite was altered; heads=FILE kept elsewhere
	@$(BIN)/python -m deploy.audit --root $(ROOT) $(if $(heads),--heads $(heads))

rebuild-ledger: $(READY) ## Make every balance of the running suite anew from its entries, and prove it
	@eval "$$($(EMBEDDED) env credits)" && $(BIN)/python -m deploy.rebuild

replace-key: $(READY) ## Let another key sign the access tokens of the running suite
	@eval "$$($(EMBEDDED) env identity)" && $(BIN)/python -m deploy.keys

verify-ledger: $(READY) ## Prove that every balance of the running suite is the sum of its entries
	@eval "$$($(EMBEDDED) env credits)" && $(BIN)/python -m deploy.verify

##@ Change it

.PHONY: format docs migrate migration lock
format: $(READY) ## Format the code and mend what ruff can
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet

docs: $(READY) ## Write the reference pages and the record of promises anew
	@$(BIN)/python -m deploy.docs
	@$(BIN)/python -m deploy.snapshots

migrate: $(READY) ## Bring the databases of the running suite to the newest schema
	@$(EMBEDDED) migrate

migration: $(READY) ## Begin a migration: s=credits m="what it does"
	@eval "$$($(EMBEDDED) env $(s))" && $(BIN)/python -m kernel.migrate $(s) revision -m "$(m)"

lock: $(READY) ## Pin the dependencies of pyproject.toml anew, with their hashes
	@for lock in "requirements.lock" "requirements-dev.lock --extra embedded --extra dev"; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
			--custom-compile-command "make lock" pyproject.toml --output-file $$lock || exit 1; done
