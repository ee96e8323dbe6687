# The project's commands. Every target works on a fresh clone with Python 3.12 or newer and make.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help install run login test lint bench format lock clean

help:
	@echo "make run     install what is needed and serve the blog on http://127.0.0.1:$${PORT:-8000}/"
	@echo "make login   print a new one-time link into the admin (USERNAME=… for somebody else)"
	@echo "make test    run every test"
	@echo "make lint    check style, types and the direction of imports"
	@echo "make bench   measure how fast articles are rendered and pages served (docs/performance.md)"
	@echo "make format  put the code into the project's format"
	@echo "make lock    choose newer versions of the requirements"
	@echo "make clean   remove the virtual environment (the data in var/ stays)"

# The first of these that is Python 3.12 or newer.
CANDIDATES := $(PYTHON) $(shell pyenv which python 2>/dev/null) python3.13 python3.14 python3.12 python3 python

$(BIN)/python:
	@for candidate in $(CANDIDATES); do \
	    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then \
	        "$$candidate" -m venv $(VENV) && exit 0; \
	        echo "downlink: $$candidate cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; \
	    fi; \
	done; \
	echo "downlink: Python 3.12 or newer is needed and was not found. Install it, or say where it is: make run PYTHON=/path/to/python3.13" >&2; exit 1

# Installed again only when the lock changes. --no-deps: the lock is complete.
$(VENV)/installed: requirements.lock $(BIN)/python
	@echo "Installing the requirements …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "Installing the development requirements …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

CATALOGS := $(wildcard locale/*/LC_MESSAGES/*.po)
locale/%.mo: locale/%.po $(VENV)/installed
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@ --locale=zh_Hans

install: $(VENV)/installed $(CATALOGS:.po=.mo)

run: install
	@exec $(BIN)/python -m config.launch

login: install
	@$(BIN)/python manage.py login_link $(or $(USERNAME),admin)

test: install $(VENV)/installed-dev
	@$(BIN)/python -m pytest -n auto $(ARGS)

lint: install $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports

bench: install $(VENV)/installed-dev
	@$(BIN)/python -m tests.markup.speed
	@$(BIN)/python -m tests.bench $(ARGS)

format: $(VENV)/installed-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

LOCK := uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade
lock:
	@command -v uv >/dev/null || { echo "downlink: make lock needs uv (pip install uv)" >&2; exit 1; }
	@$(LOCK) pyproject.toml --output-file requirements.lock
	@$(LOCK) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV)
