# `make` alone lists the targets. Options: PYTHON, DAYLOOM_PORT, DAYLOOM_DATA, ARGS (for test, bench, fuzz, mutants and
# lock).

# What failed, alone and in order (docs/decisions/0028-second-run.md); a second failure is final.
again = { echo "Once more, alone; what passes now has a race, which is a bug to mend:"; \
	.venv/bin/python -m pytest --last-failed --last-failed-no-failures=none -n0 -p no:randomly -rA --show-capture=no $(1); }

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench bench-quick bench-web bench-extraction fuzz mutants routes dist lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

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
	.venv/bin/python tools/check_types.py
	@$(MAKE) --no-print-directory test || $(again)
	.venv/bin/python -m pytest -m long || $(call again,-m long)

bench: setup  ## measure everything, an hour at most, into docs/performance.md (ARGS: sections, --engine, --reduced)
	.venv/bin/python -m benchmarks $(ARGS)

bench-quick: setup  ## measure some of it in two minutes, against benchmarks/baseline.json
	.venv/bin/python -m benchmarks --quick $(ARGS)

bench-extraction: setup  ## measure how well lists and pictures of lists are read, into docs/extraction.md
	.venv/bin/python -m benchmarks.extraction

bench-web: setup  ## measure the web app in headless Chromium, into docs/web.md
	.venv/bin/python -m benchmarks.web

fuzz: setup  ## requests made from the API's description, then sequences against a model, for long (ARGS for the first)
	.venv/bin/python -m tests.server.fuzz $(or $(ARGS),--max-time 900)
	.venv/bin/python -m tests.model.fuzz

mutants: setup  ## make known mistakes in a copy of the source and say which test notices (make mutants ARGS=history)
	.venv/bin/python -m tests.mutants.run $(ARGS)

routes: setup  ## print every route of the API
	@.venv/bin/dayloom routes

dist: setup  ## build the wheel and the source archive into dist/
	.venv/bin/python -m hatchling build

lock:  ## rebuild requirements/lock.txt (make lock ARGS=--upgrade)
	tools/lock $(ARGS)

clean:  ## remove .venv, dist and caches; never data
	rm -rf .venv .venv.lock dist .coverage htmlcov .hypothesis .mypy_cache .pytest_cache .ruff_cache
