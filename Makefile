# Two commands: `make run` and `make test`. Everything they need is put into .venv.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
CORPUS ?= seeds
INDEX ?= index_data
BIN := .venv/bin
RELOADED := .venv-whoosh-reloaded
export PYTHONDONTWRITEBYTECODE := # compiled modules are kept, or each of the many processes of tests compiles all anew
PIP := python -m pip install --quiet --disable-pip-version-check

.PHONY: run test lint coverage run-anywhere cluster-test benchmarks-check whoosh-reloaded screenshots messages clean help

help:
	@echo "make run [PORT=8000] [CORPUS=seeds] [INDEX=index_data]"
	@echo "                                     build the index if need be and serve the site"
	@echo "make test                            linters, types and all tests"
	@echo "make lint                            linters and types"
	@echo "make coverage                        the tests without the browser, and the lines that none of them runs"
	@echo "make run-anywhere                    a day of an administrator behind nginx, and the files in deploy/, as tests"
	@echo "make cluster-test                    the tests on a cluster of three OpenSearch nodes, one of which is killed"
	@echo "make benchmarks-check                the tests that run a whole benchmark"
	@echo "make whoosh-reloaded                 the tests of engine and queries on Whoosh-Reloaded"
	@echo "make screenshots                     take all pictures of the site into docs/screenshots"
	@echo "make messages                        bring the catalogues of translations up to date with the code"
	@echo "make clean                           remove environments, built indexes and data of coverage"

run: .venv/run.stamp
	@echo "Indexing $(CORPUS) into $(INDEX)"
	@$(BIN)/rapporteur index $(CORPUS) --index-dir $(INDEX)
	@$(BIN)/rapporteur serve --host $(HOST) --port $(PORT) --index-dir $(INDEX)

test: .venv/dev.stamp
	@sh .ci/chromium
	@sh .ci/html-checker
	@sh .ci/tesseract
	@sh .ci/web-servers
	@sh .ci/search-node
	@sh .ci/postgresql
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive indexer webapp
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not benchmark and not cluster"

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --recursive indexer webapp

coverage: .venv/dev.stamp
	@sh .ci/html-checker
	@sh .ci/tesseract
	@sh .ci/web-servers
	@sh .ci/search-node
	@sh .ci/postgresql
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not benchmark and not cluster and not browser" --cov --cov-report term-missing

run-anywhere: .venv/dev.stamp
	@sh .ci/web-servers
	$(BIN)/python -m pytest tests/deploy

cluster-test: .venv/dev.stamp
	@sh .ci/search-node
	$(BIN)/python -m pytest -m cluster

benchmarks-check: .venv/dev.stamp
	$(BIN)/python -m pytest -m benchmark

whoosh-reloaded: $(RELOADED)/stamp
	$(RELOADED)/bin/python -m pytest -n auto --dist worksteal -p no:cacheprovider tests/engine tests/query

screenshots: .venv/dev.stamp
	@sh .ci/chromium
	$(BIN)/rapporteur index $(CORPUS) --index-dir $(INDEX)
	$(BIN)/python docs/screenshots.py --index-dir $(INDEX)

messages: .venv/run.stamp
	$(BIN)/python -m webapp.translations.extracting

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 is needed; name it: make PYTHON=python3.11")'
	@echo "Creating .venv"
	@$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python .locks/run.txt pyproject.toml
	@echo "Installing $$(grep -c == .locks/run.txt) packages (about a minute the first time)"
	@$(BIN)/$(PIP) --require-hashes -r .locks/run.txt
	@echo "Installing Rapporteur itself"
	@$(BIN)/$(PIP) --no-build-isolation --no-deps -e .
	@$(BIN)/python -m compileall -q indexer webapp  # pip compiles what it installs, but not what stays in its place
	@touch $@

.venv/dev.stamp: .venv/run.stamp .locks/dev.txt
	@echo "Installing $$(grep -c == .locks/dev.txt) packages that the checks need (about a minute the first time)"
	@$(BIN)/$(PIP) --no-build-isolation --require-hashes -r .locks/dev.txt
	@touch $@

# An environment of its own: whoosh3 and Whoosh-Reloaded are modules of the same name. The program is not installed
# in it, because its metadata asks for whoosh3; the tests import it from here.
$(RELOADED)/stamp: .locks/whoosh-reloaded.txt
	@echo "Creating $(RELOADED)"
	@$(PYTHON) -m venv $(RELOADED)
	@echo "Installing $$(grep -c == $<) packages (about a minute the first time)"
	@$(RELOADED)/bin/$(PIP) --no-build-isolation --require-hashes -r $<
	@touch $@

clean:
	rm -rf .venv $(RELOADED) .html-checker .search-node *.egg-info .coverage .coverage.* docs/screenshots
	if [ -d "$(INDEX)" ]; then find "$(INDEX)" -mindepth 1 ! -name .gitignore -delete; fi
