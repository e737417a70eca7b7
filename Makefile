# Two commands: `make demo` shows what relcode does, `make test` proves that it does it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test lint docs bench clean

demo: $(VENV)/demo.installed
	$(BIN)/relcode run corpora/demo -o relcode-demo
	@echo
	@echo "Open relcode-demo/review.xlsx in LibreOffice or Excel; its first sheet says what to do."
	@echo "Then try:  $(BIN)/relcode search --code trust --study relcode-demo/study.relcode"
	@echo "           $(BIN)/relcode lessons relcode-demo"
	@echo "           $(BIN)/relcode run YOUR-FOLDER -o YOUR-RESULTS"

test: lint
	$(BIN)/pytest -n auto

lint: $(VENV)/test.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/test.installed
	$(BIN)/python docs/write_commands.py

bench: $(VENV)/test.installed
	$(BIN)/python bench/run.py

clean:
	rm -rf $(VENV) relcode-demo build src/*.egg-info

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/test.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@
