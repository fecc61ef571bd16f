# The front door. Every target sets up what it needs and can be run first on a fresh machine
# with only Python 3.11+, make and git.
PYTHON ?= python3
PORT ?= 3000
BIN := .venv/bin
SIDE_BY_SIDE := --no-print-directory --jobs 2
# What is never imported need not be compiled: a third of the time. What is imported is compiled once and kept, whatever the
# shell says: containers tell Python to write nothing, and each command of a night would compile its 5,000 modules anew.
unexport PYTHONDONTWRITEBYTECODE
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet --no-compile

.DEFAULT_GOAL := help
.PHONY: help run test ui bench clean .sql-style .tests

help:  ## what each target does
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'

run: .venv/.run  ## the main job: rehearsal county in a home that never received a file, the nightly job, the summary
	@$(BIN)/twogen run

test:  ## every check there is
	@$(MAKE) $(SIDE_BY_SIDE) .venv/.test .venv-datacontract/.done
	@$(BIN)/ruff check .
	@$(BIN)/twogen contracts lint
	@$(BIN)/twogen contracts render --check
	@$(MAKE) $(SIDE_BY_SIDE) .sql-style .tests

# SQL style takes the moments in which tests wait for a server or the disk. Its dbt writes where no test looks.
.sql-style:
	@DBT_TARGET_PATH=$(CURDIR)/.venv/sql-style nice $(BIN)/sqlfluff lint --disable-progress-bar dbt_project/models dbt_project/tests
.tests:
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

ui: .venv/.run  ## the Dagster UI on workspace.yaml, with the schedule and the landing sensor running
	@$(BIN)/twogen ui --port $(PORT)

bench: .venv/.test  ## the benchmarks, as ratios measured side by side: make bench [NAME=…]
	@$(BIN)/python -m benchmarks $(NAME)

clean:  ## the environments; never TWOGEN_HOME
	rm -rf .venv .venv-datacontract

.venv/.run: requirements.lock pyproject.toml
	@test -d .venv || $(PYTHON) -m venv .venv
	@echo "Installing Twogen into .venv (once) ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements-test.lock .venv/.run
	@$(PIP) --require-hashes -r requirements-test.lock
	@touch $@

.venv-datacontract/.done: requirements-datacontract.lock
	@test -d .venv-datacontract || $(PYTHON) -m venv .venv-datacontract
	@echo "Installing the public datacontract tool into its own environment (once) ..."
	@PIP_DISABLE_PIP_VERSION_CHECK=1 .venv-datacontract/bin/python -m pip install --quiet --no-compile --require-hashes -r requirements-datacontract.lock
	@touch $@
