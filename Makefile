# Every target works from any folder (make -C …) and with any path: nothing here depends on where the project lies.

PYTHON ?= python3
VENV := .venv/bin
# A file's tests stay together, since they share what the file sets up.
PYTEST := $(VENV)/pytest -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test test-fast test-full check programs gazetteer lock bench acceptance clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

setup: ## virtual environment with all dependencies in .venv
	@$(PYTHON) tools/bootstrap.py setup

demo: setup ## everything on the sample documents, then the map in the browser
	@$(VENV)/zhenggai demo $(ARGS)

serve: setup ## the web application on what is stored
	@$(VENV)/zhenggai serve $(ARGS)

check: setup ## lint, formatting, types and import rules
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/mypy
	@$(VENV)/lint-imports

programs: setup
	@$(PYTHON) tools/bootstrap.py programs

gazetteer: setup
	@$(VENV)/python -m tools.built_gazetteer

# One core checks and installs while the other builds what tests stand on.
test: setup ## everything that must hold before a change is shared
	@$(MAKE) --no-print-directory -j 2 --output-sync=line check programs gazetteer
	@$(PYTEST) $(ARGS)

test-fast: setup ## tests without database and browser, in seconds
	@$(PYTEST) -m "not database and not browser and not clients and not heavy" --ignore=tests/test_wheel.py $(ARGS)

test-full: check gazetteer ## also fuzzing, soak runs and the heavy clients
	@$(PYTHON) tools/bootstrap.py programs --heavy
	@$(PYTEST) --full $(ARGS)

acceptance: setup ## the documents of ../shared against their known counts
	@$(VENV)/python -m tools.acceptance

bench: setup ## speed and accuracy, for benchmarks/README.md
	@$(VENV)/python -m benchmarks $(ARGS)

lock: setup ## resolve all dependencies anew into requirements.lock
	@env -u PIP_FIND_LINKS $(VENV)/pip-compile --quiet --allow-unsafe --extra dev --generate-hashes --strip-extras \
		--no-emit-find-links --no-emit-index-url --no-emit-trusted-host --output-file requirements.lock pyproject.toml

clean: ## remove what building and testing left; the virtual environment and stored data stay
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
