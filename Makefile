# Two commands on a fresh machine: make demo, make test.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint types contracts messages bench torture search conformance docs
SERVE ?= 1
BIN := .venv/bin

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## virtual environment, packages, front end, catalogues
	@sh tools/setup.sh

demo: setup ## the demo's two nodes and the talks pack, then pages at http://localhost:8000 and :8001 (SERVE=0: no pages)
	@$(BIN)/saphan demo $(if $(filter 0,$(SERVE)),--no-serve)

test: setup ## the whole test suite
	@$(BIN)/pytest -n 2

check: setup lint types contracts ## lint, types, contracts and the fast tests
	@$(BIN)/pytest -n 2 -m "not slow and not browser"

lint: setup ## style and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: setup ## mypy, strict
	@$(BIN)/mypy

contracts: setup ## who may import whom
	@$(BIN)/lint-imports

messages: setup ## collect the texts for translation and compile the catalogues
	@$(BIN)/python tools/messages.py
	@sh tools/setup.sh

bench: setup ## measurements: a table, and JSON in bench/out/
	@$(BIN)/python -m bench

search: setup ## property tests with new examples, 2,000 each
	@SAPHAN_EXAMPLES=search $(BIN)/pytest tests/protocol tests/names tests/kernel -n 2

torture: setup ## a million simulated steps, then 2,000 faults on real nodes (STEPS=n FAULTS=n FIRST=seed)
	@PYTHONHASHSEED=0 $(BIN)/python -m torture --steps $(or $(STEPS),1000000) --faults $(or $(FAULTS),2000) $(if $(FIRST),--first $(FIRST))

conformance: setup ## published test vectors of the standards used
	@$(BIN)/pytest -n 2 -m conformance

docs: setup ## pages that are generated
	@$(BIN)/saphan docs
