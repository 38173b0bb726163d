# The README's commands, and a few for those who change the program. Each works on a fresh clone.

VENV = python3 -m venv .venv
PIP = .venv/bin/pip install
PYTHON = .venv/bin/python

.PHONY: help run dev test quick e2e bench check models

help:  ## list these commands
	@sed -n 's/^\([a-z0-9]*\):  *## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

run:  ## install what the app needs, and open it
	$(VENV) && $(PIP) -r requirements.txt && .venv/bin/streamlit run app.py

dev:  ## the same, and reload whenever a file changes
	$(VENV) && $(PIP) -r requirements-dev.txt && .venv/bin/streamlit run app.py --server.fileWatcherType auto --server.runOnSave true --client.showErrorDetails full

test:  ## install what the tests need, and run all of them
	$(VENV) && $(PIP) -r requirements-dev.txt && $(PYTHON) -m pytest

quick:  ## all tests but those in a real browser
	$(VENV) && $(PIP) -r requirements-dev.txt && $(PYTHON) -m pytest -m "not e2e"

e2e:  ## only the tests in a real browser
	$(VENV) && $(PIP) -r requirements-dev.txt && $(PYTHON) -m pytest -m e2e

bench:  ## measure speed and memory, beside torch and scikit-learn
	$(VENV) && $(PIP) -r requirements-bench.txt && $(PYTHON) -m bench all

check:  ## style and types
	$(VENV) && $(PIP) -r requirements-dev.txt && $(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check . && $(PYTHON) -m mypy

models:  ## train the shipped networks again, from their seeds
	$(VENV) && $(PIP) -r requirements.txt && $(PYTHON) -m nn.models
