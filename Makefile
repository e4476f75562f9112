# The commands of the README. Each sets the checkout up first (once; messages on standard error).
PY := .venv/bin/python

.PHONY: help run test lint words bench screenshots faults installers installers-check installers-lint release-key setup clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/' | expand -t 22

run: setup ## the window on the sample workspace; without a display, the first job headless
	@.ci/start.sh

test: setup ## all tests, with coverage and its floors
	@$(PY) -m pytest -n 2 --dist worksteal --cov --cov-report= --coverage-floors

lint: setup ## ruff, mypy, import contracts
	@bad=0; $(PY) -m ruff check . || bad=1; $(PY) -m mypy || bad=1; \
	.venv/bin/lint-imports --no-cache --no-logo || bad=1; exit $$bad

words: setup ## collect the sentences of the code into the Hindi catalogue, and compile it
	@$(PY) resources/locale/catalogue.py extract
	@$(PY) resources/locale/catalogue.py compile

bench: setup ## the speed table of the README (exit 0 when every ratio holds)
	@$(PY) -m tests.bench.run

screenshots: setup ## every page, light and dark, into build/screenshots
	@$(PY) -m tests.screenshots

faults: setup ## kill -9 rounds, full disk, damaged files
	@$(PY) -m tests.faults.run

installers: setup ## setup.exe, MSI, deb, rpm, archive, portable zips, bill of materials, manifest, into build/installers
	@nice -n 5 $(PY) resources/installer/build.py

installers-check: setup ## try them: a bare Debian, a fresh wine, upgrades, removal; the flow tests on the packaged program
	@$(PY) resources/installer/check.py

installers-lint: setup ## check the recipes of the installers (seconds; part of make test)
	@$(PY) resources/installer/lint.py

release-key: setup ## a new key pair for releases: the public half into resources/trust, the private half shown once
	@$(PY) resources/installer/build.py key

setup: ## system libraries, .venv, pinned packages
	@.ci/setup.sh

clean: ## remove what the commands made (not .venv)
	@rm -rf build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
