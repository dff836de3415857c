# Short recipes; `make help` lists them.
SHELL := /bin/sh
export UV_PYTHON_DOWNLOADS := never
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
RUN := $(UV) run --frozen --no-sync
DEMO := demo

.PHONY: help setup run test lint types soak mutants bench up down clean
.DEFAULT_GOAL := help

help: ## what there is
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/ -/'

.tools/bin/uv:
	python3 -m venv .tools && .tools/bin/pip install --quiet uv

setup: $(filter .tools/%,$(UV)) ## virtual environment with the locked dependencies
	@$(UV) sync --frozen --quiet
	@test .venv/.compiled -nt uv.lock || { $(UV) sync --frozen --quiet --compile-bytecode && \
	  $(RUN) python -m flows.prepared && touch .venv/.compiled; }

run: setup ## the main job on the committed samples, in a home of its own (demo/)
	@test -e $(DEMO)/registry/receipts.jsonl || { mkdir -p $(DEMO)/raw/inbox && \
	  cp -R raw/samples/. $(DEMO)/raw/inbox/ && rm -f $(DEMO)/raw/inbox/truth.csv $(DEMO)/raw/inbox/README.md; }
	@$(RUN) kim --home $(DEMO) run

test: setup ## linters, types and every test
	@$(RUN) ruff check . && $(RUN) ruff format --check . && $(RUN) mypy && $(RUN) pytest -n 2

lint: setup ## linters and formatter only
	@$(RUN) ruff check . && $(RUN) ruff format --check .

types: setup ## mypy in strict mode
	@$(RUN) mypy

soak: setup ## the long tests: kills by the hundred, fuzzing, newly drawn examples, a million records, Spark
	@$(UV) sync --frozen --quiet --group spark
	@$(RUN) pytest -m 'soak or hypothesis' -n 0 --hypothesis-profile free

mutants: setup ## small faults put into the core, those that no test notices; MODULES="scoring bridge" N=100
	@$(RUN) python -m bench.mutants $(if $(N),-n $(N)) $(MODULES)

bench: setup ## every benchmark; writes bench/RESULTS.md
	@$(RUN) python -m bench

up: setup ## Prefect's server, a worker, and the deployments of prefect.yaml
	@$(RUN) python -m flows.standing up

down: ## stop what `make up` started, and nothing else
	@$(RUN) python -m flows.standing down

clean: ## remove the demonstration home and caches, never an operator's data
	rm -rf $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis
