# make report            everything set up, notebooks run on the sample corpus, pages in reports/
# make report ARTICLES=~/my-articles OUT=my-report P="-p since 2022-01-01"
# make test · test-long · coverage · lab · parse · check · format · bench · audit · lock · clean

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := report
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
ARTICLES ?= data/articles
OUT ?= reports
P ?=
export ARTICLES OUT
# As they are written, but for a ~ before them
QUOTED_ARTICLES := "$${ARTICLES/\#\~/$$HOME}"
QUOTED_OUT := "$${OUT/\#\~/$$HOME}"
BIN := .venv/bin
READY := .venv/.ready
LAB_SETTINGS := .venv/share/jupyter/lab/settings/overrides.json
# Show Markdown as it reads, and ask nobody for news
LAB_OVERRIDES := {"@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}}, \
  "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}

.PHONY: report test test-long coverage lab parse check format bench audit lock clean setup

report: $(READY)  ## run the notebooks on ARTICLES, leave pages in OUT
	@$(BIN)/summitry report $(QUOTED_ARTICLES) --out $(QUOTED_OUT) $(P)

test: $(READY)  ## run the tests
	@$(BIN)/pytest -n 2

test-long: $(READY)  ## run the tests that take minutes: every pattern and the chain on texts built against them
	@$(BIN)/pytest -n 2 -m long

coverage: $(READY)  ## run the tests and say which lines they miss (three times as slow)
	@$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered

lab: $(READY)  ## open JupyterLab on the landing page of the notebooks
	@mkdir -p $(dir $(LAB_SETTINGS)) && echo '$(LAB_OVERRIDES)' > $(LAB_SETTINGS)
	@$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/README.md --ServerApp.root_dir=notebooks

parse: OUT = tables
parse: $(READY)  ## write the tables of ARTICLES to OUT (default: tables)
	@$(BIN)/summitry parse $(QUOTED_ARTICLES) --out $(QUOTED_OUT)

check: $(READY)  ## what CI runs before the tests: format, lint, types, codebook
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy

format: $(READY)  ## format everything, strip notebooks, refresh the codebook
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/nbstripout notebooks/*.ipynb
	@$(BIN)/python tests/make_codebook.py

bench: $(READY)  ## words a second, step by step
	@$(BIN)/python tests/bench.py $(QUOTED_ARTICLES)

audit:  ## ask PyPI for known faults of the locked packages and of the oldest that pyproject.toml admits (needs a network; what cannot be asked about is a failure)
	@$(PYTHON) -m venv build/audit && build/audit/bin/pip install -q --disable-pip-version-check pip-audit
	@build/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.txt
	@$(PYTHON) tests/make_environment.py --oldest > build/audit/oldest.txt
	@build/audit/bin/pip-audit --strict --disable-pip --no-deps -r build/audit/oldest.txt

lock:  ## renew requirements.txt and environment.yml from pyproject.toml, then run all checks with what was locked (needs a network)
	@$(PYTHON) -m venv build/lock && build/lock/bin/pip install -q --disable-pip-version-check uv
	@build/lock/bin/uv pip compile --upgrade --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --extra dev pyproject.toml -o requirements.txt -q
	@$(PYTHON) tests/make_environment.py > build/lock/environment.yml && mv build/lock/environment.yml environment.yml
	@$(MAKE) check test

clean:  ## remove what was made, the environment too
	@rm -rf .venv reports tables build *.egg-info lib/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage

setup: $(READY)

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Summitry needs Python 3.11 or newer; found $$($(PYTHON) -V)."; exit 1; }
	@echo "Setting up .venv from requirements.txt (once; about two minutes)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes --no-deps -r requirements.txt 2>&1 \
	  | awk '/^(Collecting|Requirement already)/ { n++; if (n % 10 == 0) printf "  %d packages fetched\n", n; fflush() } \
	      /^Installing collected/ { print "  installing" } /^ERROR|error:/ { print }'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q lib
	@touch $@
