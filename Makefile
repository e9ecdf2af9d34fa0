# `make` alone lists the targets. Options: PYTHON, DAYLOOM_PORT, DAYLOOM_DATA, ARGS (for test, fuzz and lock).

.DEFAULT_GOAL := help
.PHONY: help setup run test check fuzz routes dist lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup:  ## make .venv with the dayloom command in it
	@tools/setup

run: setup  ## set up, fill the demo on the first start, serve it at port 8000
	@tools/run

test: setup  ## set up, run the whole suite (make test ARGS="-k archive")
	.venv/bin/python -m pytest $(ARGS)

check: setup  ## what the CI runs: format, lint, types, tests, the long tests too
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	@$(MAKE) --no-print-directory test
	.venv/bin/python -m pytest -m long

fuzz: setup  ## requests made from the API's description, for long (make fuzz ARGS="--seed 7 --max-time 600")
	.venv/bin/python -m tests.server.fuzz $(or $(ARGS),--max-time 900)

routes: setup  ## print every route of the API
	@.venv/bin/dayloom routes

dist: setup  ## build the wheel and the source archive into dist/
	.venv/bin/python -m hatchling build

lock:  ## rebuild requirements/lock.txt (make lock ARGS=--upgrade)
	tools/lock $(ARGS)

clean:  ## remove .venv, dist and caches; never data
	rm -rf .venv .venv.lock dist .coverage htmlcov .hypothesis .mypy_cache .pytest_cache .ruff_cache
