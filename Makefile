# SkinDesk: `make run` starts the app, `make test` proves it. `make help` lists the rest.
# Two environments: .venv (everything) and .venv-light (the app without PyTorch).

SHELL := /bin/bash
PORT ?= 8501
# "light" or "full"; by itself: full where it is installed already or an NVIDIA driver answers
PROFILE ?= $(shell if [ -f .venv/.ready ] || nvidia-smi -L >/dev/null 2>&1; then echo full; else echo light; fi)
RUN_ENV = $(if $(filter full,$(PROFILE)),.venv,.venv-light)
PY = .venv/bin/python
# Bytecode of tests is kept: without it both cores compile them anew each time.
TEST = PYTHONDONTWRITEBYTECODE= $(PY) -m pytest
# One file of tests on one core at a time; a browser and its server use more than one already.
SPREAD = -n logical --maxprocesses 4 --dist loadfile
# A third browser works while the others wait. Where three share two cores a click may be lost: what
# failed is asked once more by itself, and both answers stand in the log. What fails twice fails.
BROWSER = $(TEST) -n 3 --dist loadfile --no-loadscope-reorder tests/browser || \
	{ echo "asked once more:" && $(TEST) -n 0 --last-failed --last-failed-no-failures none tests/browser; }
NEWEST_PYTHON = $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help install run serve check format test unit browser bench train evaluate report-refs doctor clean

help: ## list these verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

install: .venv/.ready ## set up the full environment in .venv

run: $(RUN_ENV)/.ready ## set up what is needed and start the app on port 8501
	@echo "SkinDesk: $(PROFILE) profile ($(if $(filter full,$(PROFILE)),with,without) PyTorch) on http://127.0.0.1:$(PORT)"
	@SKINDESK_PORT=$(PORT) exec $(RUN_ENV)/bin/python -m skin_core.ui

check: .venv/.ready ## format, lint, types and dead code
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m vulture

format: .venv/.ready ## rewrite the sources in the project's format
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

test: .venv/.ready .venv-light/.ready ## all tests, browser included
	$(TEST) $(SPREAD) tests/unit tests/integration
	$(BROWSER)

unit: .venv/.ready ## the tests that take seconds
	$(TEST) $(SPREAD) tests/unit

browser: .venv/.ready .venv-light/.ready ## the doctor's path in a real Chromium
	$(BROWSER)

bench: .venv/.ready .venv-light/.ready ## measure speed and memory, write benchmarks/results.json
	$(PY) -m compileall -q app.py pages skin_core  # as it is installed; start-up is measured
	$(PY) -m benchmarks

train: .venv/.ready ## train a model: make train CONFIG=configs/clinical.toml
	@test -n "$(CONFIG)" || { echo "usage: make train CONFIG=configs/clinical.toml"; exit 2; }
	$(PY) -m skin_core.training $(CONFIG)

evaluate: .venv/.ready ## measure a model and write its card: make evaluate MODEL=clinical
	@test -n "$(MODEL)" || { echo "usage: make evaluate MODEL=clinical"; exit 2; }
	$(PY) -m skin_core.evaluation $(MODEL)

report-refs: .venv/.ready ## write the reference texts of the PDF and the API's examples anew after a wanted change
	SKINDESK_WRITE_REFERENCES=1 $(PY) -m pytest -q tests/integration/reporting/test_reference.py tests/integration/test_api_examples.py

doctor: $(RUN_ENV)/.ready ## check database, files, weights and fonts
	$(RUN_ENV)/bin/python -m skin_core doctor

clean: ## remove environments and caches (never patient data)
	rm -rf .venv .venv-light .cache .runs .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.ready: requirements.txt
	@$(call set_up,.venv,requirements.txt)

.venv-light/.ready: requirements-light.txt
	@$(call set_up,.venv-light,requirements-light.txt)

# A half-made environment is finished by the same command: the stamp is written last. Bytecode is
# compiled here, so that the first page does not wait for it, even where Python may not write any.
define set_up
set -e; \
test -n "$(NEWEST_PYTHON)" || { echo "SkinDesk needs Python 3.11, 3.12 or 3.13: install it and run make again."; exit 1; }; \
echo "Setting up $(1) from $(2) (once)"; \
if command -v uv >/dev/null 2>&1; then \
	[ -x $(1)/bin/python ] || uv venv -q --python $(NEWEST_PYTHON) $(1); \
	uv pip install -q --compile-bytecode --python $(1)/bin/python -r $(2); \
else \
	[ -x $(1)/bin/python ] || $(NEWEST_PYTHON) -m venv $(1); \
	$(1)/bin/python -m pip install -q --disable-pip-version-check -r $(2); \
fi; \
$(1)/bin/python -m compileall -q app.py pages skin_core; \
touch $@
endef
