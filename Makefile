# Everything here sets up .venv by itself, from PyPI, with any Python 3.11 or newer.
#   make demo     parse the corpus and show one plan        make score    our own score on the corpus
#   make test     every check                               make bench    speed
#   make schemas  write schemas/ anew                       make docs     write docs/ anew
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test score scores bench schemas docs clean

help:
	@sed -n 's/^# \{0,1\}//p' Makefile | head -4

$(BIN)/planparse: pyproject.toml scripts/setup.sh
	@bash scripts/setup.sh $(VENV)
	@touch $@

$(VENV)/.dev: pyproject.toml scripts/setup.sh
	@bash scripts/setup.sh $(VENV) dev
	@touch $@

demo: $(BIN)/planparse
	@$(BIN)/python scripts/demo.py

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto

score: $(BIN)/planparse
	@$(BIN)/python scripts/score.py
	@$(BIN)/python scripts/score_sentences.py

scores: $(BIN)/planparse
	@$(BIN)/python scripts/score.py --write

bench: $(BIN)/planparse
	@$(BIN)/python benchmarks/parse_speed.py

schemas: $(BIN)/planparse
	@$(BIN)/python scripts/make_schemas.py

docs: $(BIN)/planparse
	@$(BIN)/python scripts/make_docs.py

clean:
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
