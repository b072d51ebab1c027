# What each target does in more than a line stands in .ci/.

.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON_IN := .venv/bin/python
RUN := .venv/run.stamp
DEV := .venv/dev.stamp

.PHONY: help run test fuzz lint types imports i18n bench docs init lock clean pango rebuild

help: ## what can be asked for
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: pango $(RUN) ## a sample county on http://127.0.0.1:$PORT (8080), accounts in var/demo-accounts.txt
	@.ci/demo.sh

test: pango $(DEV) ## all tests on SQLite and PostgreSQL; ARGS='-k word' for some
	@.ci/test.sh $(ARGS)

fuzz: $(DEV) ## 2,000 cases for every operation of the API, 500 random walks for every matter, every door for everybody; takes hours
	@GONGKAI_FUZZ_CASES=2000 GONGKAI_WALKS=500 .venv/bin/python -m pytest -q --numprocesses 2 --dist worksteal \
	  tests/api/test_fuzz.py tests/engine/test_walks.py tests/security/test_doors.py

lint: $(DEV) ## style: ruff rules and format, djlint on templates, shellcheck on .ci, licences up to date
	@echo "== lint: ruff check, ruff format, djlint, shellcheck, docs/licences.md"
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/djlint app/templates --lint --quiet
	@.venv/bin/shellcheck .ci/*.sh .ci/run
	@$(PYTHON_IN) .ci/licences.py --check

types: $(DEV) ## types: mypy, strict
	@echo "== types: mypy strict on app, models, views, config.py, run.py"
	@.venv/bin/mypy

imports: $(DEV) ## imports point down: run, views, app, models
	@echo "== imports: the contracts in pyproject.toml"
	@.venv/bin/lint-imports --no-cache

i18n: $(RUN) ## translations are complete and compiled
	@echo "== i18n: every message has its Chinese words, and the compiled catalogue is current"
	@$(PYTHON_IN) run.py i18n --check

bench: $(DEV) ## speed against the floor and the goals, on both engines; ARGS='--scale 10k' for less
	@$(PYTHON_IN) -m bench $(ARGS)

docs: $(DEV) ## writes the generated pages of docs/
	@$(PYTHON_IN) .ci/licences.py
	@$(PYTHON_IN) run.py docs

init: pango $(RUN) ## creates or upgrades the database that GONGKAI_DATABASE_URL names
	@$(PYTHON_IN) run.py init

lock: $(DEV) ## compiles the locks from requirements*.in; ARGS=--upgrade takes newer versions
	@.ci/lock.sh $(ARGS)

clean: ## removes .venv and caches; keeps var/
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -path ./var -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

pango:
	@.ci/pango.sh

$(RUN): requirements.lock .ci/venv.sh .ci/install.sh
	@.ci/venv.sh

$(DEV): $(RUN) requirements-dev.lock requirements-refused.lock
	@.ci/install.sh requirements-dev.lock
	@.ci/install.sh requirements-refused.lock --no-deps --upgrade --target .venv/refused
	@touch $@

# A .venv whose Python went away (system upgrade, moved folder) is built anew whatever its stamp says.
ifeq ($(wildcard .venv/bin/python),)
$(RUN): rebuild
endif
rebuild:
