# make demo   set up everything and run the main job on the sample newsroom
# make test   set up everything and run the tests
PYTHON ?= python3
UV := .uv/bin/uv
RUN := .venv/bin/
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv

.PHONY: setup demo test lint types check lock wheel clean

setup: .venv/.ready

.uv/bin/uv: requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 ...")'
	@echo "Setting up: uv, by hash"
	@$(PYTHON) -m venv .uv
	@.uv/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-uv.txt
	@touch $@

.venv/.ready: .uv/bin/uv pyproject.toml uv.lock
	@echo "Setting up: the locked packages and both spaCy models"
	@$(UV) sync --locked --python $$($(PYTHON) -c 'import sys; print(sys.executable)')
	@touch $@

demo: setup
	@$(RUN)constancia demo

test: setup
	@$(RUN)pytest -n auto

lint: setup
	$(RUN)ruff check .
	$(RUN)ruff format --check .

types: setup
	$(RUN)mypy

check: lint types test

lock: .uv/bin/uv
	$(UV) lock --upgrade

clean:
	rm -rf .venv .uv .mypy_cache .pytest_cache .ruff_cache .hypothesis demo dist

wheel: setup
	$(UV) build --wheel --out-dir dist
