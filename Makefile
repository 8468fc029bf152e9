# Everything runs in .venv; a stamp file stands for each state of it, so nothing is installed twice.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
DEMO := build/demo
EVENTS := $(notdir $(patsubst %/gold.json,%,$(wildcard corpora/*/gold.json)))
TORCH := $(shell sed -n 's/.*"\(torch==[0-9.]*\)".*/\1/p' pyproject.toml | head -n 1)

.PHONY: setup demo test fuzz lint audit evaluate reports picture bench clean
.DEFAULT_GOAL := setup

setup: $(VENV)/.light

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.light: pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --editable .
	touch $@

# torch goes first and alone: its pinned build is then settled before anything else asks for one.
$(VENV)/.full: pyproject.toml $(VENV)/.light
	$(PIP) install --quiet "$(TORCH)"
	$(PIP) install --quiet --editable ".[dev]"
	touch $@

# Exit status 1 says that differences were found, and the corpora are full of them.
demo: setup
	@rm -rf $(DEMO) && mkdir -p $(DEMO)/ar $(DEMO)/en
	@for event in $(EVENTS); do \
	  cp corpora/$$event/statement.ar.txt $(DEMO)/ar/$$event.txt && \
	  cp corpora/$$event/statement.en.txt $(DEMO)/en/$$event.txt || exit; \
	done
	@$(BIN)/align check $(DEMO)/ar $(DEMO)/en --source-is-original \
	  --output $(DEMO)/report.html --output $(DEMO)/report.txt --output $(DEMO)/report.json \
	  || test $$? -eq 1
	@$(BIN)/align collate corpora/harbour-accord --output $(DEMO)/collated.html || test $$? -eq 1
	@cat $(DEMO)/report.txt
	@echo
	@echo "All versions of one event, sentence by sentence: $(DEMO)/collated.html"
	@echo "The two statements of $(words $(EVENTS)) events, side by side:"
	@echo "$(DEMO)/report.html"

lint: $(VENV)/.full
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest -n auto --maxprocesses 4

# Looks for inputs that break a reader or what comes after it; the crashers are told at the end.
SECONDS := 60
TARGETS :=
fuzz: $(VENV)/.full
	$(BIN)/python -m tests.fuzz $(TARGETS) --seconds $(SECONDS) --jobs 2

# By hand: the list of licences needs nothing, pip-audit a network that answers for advisories.
audit: $(VENV)/.full
	$(BIN)/python tests/test_dependencies.py
	$(BIN)/pytest tests/test_dependencies.py
	@$(PIP) install --quiet pip-audit && $(BIN)/pip-audit --progress-spinner off --skip-editable \
	  || echo "pip-audit could not be installed, had no answer, or found the above" >&2

evaluate: setup
	$(BIN)/align evaluate sentences corpora/*/gold.json
	$(BIN)/align evaluate findings corpora/*/gold.json
	$(BIN)/align evaluate statements corpora/*/gold.json
	$(BIN)/align evaluate checks corpora/held-out/*.tsv.gz

# What reports/README.md lists, from corpora/ alone: the same input gives the same bytes.
SAMPLE := corpora/harbour-accord
reports: setup
	@$(BIN)/align check $(SAMPLE)/statement.ar.txt $(SAMPLE)/statement.en.txt --source-is-original \
	  --output reports/check.html --output reports/check.json --output reports/check.txt \
	  || test $$? -eq 1
	@$(BIN)/align collate $(SAMPLE) --output reports/collate.html --output reports/collate.json \
	  --output reports/collate.txt || test $$? -eq 1
	@for kind in sentences findings statements; do \
	  $(BIN)/align evaluate $$kind corpora/*/gold.json --output reports/$$kind.txt \
	    --output reports/$$kind.json || exit; \
	done
	@$(BIN)/align evaluate checks corpora/held-out/*.tsv.gz \
	  --output reports/checks.txt --output reports/checks.json

# The README's picture, of reports/check.html in Chromium.
picture: $(VENV)/.full reports
	$(BIN)/python docs/images/draw.py reports/check.html docs/images/report.png

# What we do beside what else there is, in a quarter of an hour of an idle machine:
# make bench GOLD=../shared/gold, or BENCH="--rounds 5 --only words".
bench: $(VENV)/.full
	@$(BIN)/python -m align.evaluate.bench $(GOLD) --output reports $(BENCH)

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
