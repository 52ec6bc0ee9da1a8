# The whole project in a few words. Everything is installed into .venv, nothing by hand.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: help site test check soak lock serve bench clean screenshots site-audit docs
.DEFAULT_GOAL := help

help:  ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 14

$(STAMP): requirements/dev.txt pyproject.toml
	@$(PYTHON) tools/install.py $(VENV)
	@touch $@

site: $(STAMP)  ## Build the sample project in seeds/ into site/
	@$(BIN)/timeline build seeds -o site

test: $(STAMP)  ## Every quick proof (under ten minutes)
	@$(BIN)/python tools/browser.py
	@$(BIN)/python -m pytest -n 2 -m "not soak"

check: $(STAMP)  ## Every habit: format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: $(STAMP)  ## The long proofs: a million inputs, a thousand kills (hours)
	@$(BIN)/python -m pytest -m soak --timeout 3600

docs: $(STAMP)  ## Write the parts of docs/ that come from the program
	@$(BIN)/python -m cogapp -r -I tools docs/*.md

lock: $(STAMP)  ## Lock every version anew (requirements/*.txt)
	@$(BIN)/python tools/lock.py

site-audit: $(STAMP)  ## Judge the pages by Lighthouse, axe-core, a validator and TypeScript
	@$(BIN)/python tools/audit.py

screenshots: $(STAMP)  ## Take the pictures of every kind of page into screenshots/
	@$(BIN)/python tools/screenshots.py

clean:  ## Remove what was installed and cached
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .cache
