# make app    makes the environment and the index if they are missing, and opens the app
# make ask Q="…"   answers one question in the terminal
# make eval ARGS="QUESTIONS.jsonl …"   measures the search on questions with known answers
# make faults breaks things on purpose for twenty minutes, and says in one table what came of it;
# make bench  measures speed and memory, for an hour or two, and writes docs/performance.md;
#             ARGS=--quick tries it in minutes, ARGS="--corpus FOLDER" uses other texts
# make test   format, lint, types, import contracts, tests
# make check  the same without browser, LibreOffice, Milvus and slow tests, in about a minute
# make milvus gets the Milvus server that some tests start (Linux, 300 MB), into .milvus/
# make setup  makes the environment with the command cmp-search in it: .venv/bin/cmp-search
#
# On Linux, PyTorch's default build brings several GB of CUDA packages that nothing here uses;
# TORCH_INDEX=<address of PyTorch's CPU index> keeps them out. The README says more.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
          --constraint constraints.txt $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
# Exit status of `cmp-search index` if it left a file out; the app can still open.
PARTLY := 3

.PHONY: administering api app ask bench browser check clean digests errors eval faults format index milvus office screenshots setup test
.DEFAULT_GOAL := app

setup: $(VENV)/made

$(VENV)/made: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "cmp-search needs Python 3.11 or newer: try  make PYTHON=python3.11"; exit 1; }
	@echo "Making the environment in $(VENV); the first time takes a few minutes …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) --editable .
	@echo "The command is $(BIN)/cmp-search; the README says how to call it from any folder."
	@touch $@

$(VENV)/made-dev: $(VENV)/made
	@$(PIP) --editable '.[dev]'
	@touch $@

# The server's package does not go together with the project's own, so it has its environment.
milvus: .milvus/made

.milvus/made:
	@test -x .milvus/bin/python || $(PYTHON) -m venv .milvus
	@.milvus/bin/python -m pip install --quiet --disable-pip-version-check milvus==2.3.5 && \
	  touch $@ || echo "No Milvus server can be had here: its tests are skipped."

index: setup
	@$(BIN)/cmp-search index || test $$? -eq $(PARTLY)

app: index
	@$(BIN)/streamlit run app.py

# The shell gets the question from its environment, so that nothing in it is a command.
ask: export QUESTION = $(value Q)
ask: index
	@test -n "$$QUESTION" || { echo 'Ask a question: make ask Q="…"'; exit 2; }
	@$(BIN)/cmp-search ask -- "$$QUESTION"

# Installs a program that some tests need: command, package, name. Only done if it needs no
# confirmation; without the program those tests are skipped.
define install
	@command -v $(1) >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing $(3) for the tests; this may take a minute …"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  get="timeout 180 apt-get -qq"; \
	  for try in "true" "$$get update"; do \
	    $$try >/dev/null 2>&1; \
	    $$get install -y --no-install-recommends $(2) >/dev/null 2>&1 && exit 0; \
	  done; \
	fi; \
	echo "$(3) is not installed: tests that need it are skipped."
endef

# LibreOffice saves files that tests read.
office:
	$(call install,soffice,libreoffice-writer-nogui,LibreOffice)

# Tests use the app in Chromium as people do.
browser:
	$(call install,chromium,chromium,Chromium)

define inspect
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
endef

test: $(VENV)/made-dev office browser milvus
	$(inspect)
	$(BIN)/pytest -n auto

check: $(VENV)/made-dev
	$(inspect)
	$(BIN)/pytest -n auto -m "not slow and not browser and not milvus" --hypothesis-profile quick

format: $(VENV)/made-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: index
	@$(BIN)/cmp-search eval $(ARGS)

faults: $(VENV)/made-dev
	@$(BIN)/python -m benchmarks.faults $(ARGS)

bench: $(VENV)/made-dev index browser
	@$(BIN)/python -m benchmarks $(ARGS)

digests: $(VENV)/made-dev
	$(BIN)/python docs/maintainers/digests/make.py

api: $(VENV)/made-dev
	$(BIN)/python -m tests.api_page

administering: $(VENV)/made-dev
	$(BIN)/python -m tests.administering_page

errors: $(VENV)/made-dev
	$(BIN)/python -m tests.errors_page

screenshots: $(VENV)/made-dev index browser
	$(BIN)/python -m docs.maintainers.screenshots

clean:
	rm -rf $(VENV) index build *.egg-info
