# Two commands: `make run` and `make test`. Everything they need is put into .venv.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
CORPUS ?= seeds
INDEX ?= index_data
BIN := .venv/bin

.PHONY: run test lint screenshots clean help

help:
	@echo "make run [PORT=8000] [CORPUS=seeds]  build the index if need be and serve the site"
	@echo "make test                            linters, types and all tests"
	@echo "make screenshots                     take the pictures in docs/img again"
	@echo "make clean                           remove .venv and built indexes"

run: .venv/run.stamp
	$(BIN)/rapporteur index $(CORPUS) --index-dir $(INDEX)
	$(BIN)/rapporteur serve --host $(HOST) --port $(PORT) --index-dir $(INDEX)

test: .venv/dev.stamp
	@sh .ci/chromium
	@sh .ci/tesseract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

screenshots: .venv/dev.stamp
	$(BIN)/rapporteur index $(CORPUS) --index-dir $(INDEX)
	$(BIN)/python docs/screenshots.py --index-dir $(INDEX)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10) and "Python 3.10 or newer is needed; name it: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python .locks/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .locks/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

.venv/dev.stamp: .venv/run.stamp .locks/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes -r .locks/dev.txt
	@touch $@

clean:
	rm -rf .venv *.egg-info
	find $(INDEX) -mindepth 1 ! -name .gitignore -delete
