# make app    makes the environment and the index if they are missing, and opens the app
# make ask Q="…"   answers one question in the terminal
# make eval ARGS="QUESTIONS.jsonl …"   measures the search on questions with known answers
# make faults breaks things on purpose for twenty minutes, and says in one table what came of it;
# make bench  measures speed and memory, for an hour or two, and writes docs/performance.md;
#             ARGS=--quick tries it in minutes, ARGS="--corpus FOLDER" uses other texts
# make test   format, lint, types, import contracts, tests
# make check  the same without what takes long (LONG below), in about a minute
# make coverage  runs all tests and says which lines none of them runs; ARGS="…" chooses tests
# make flaky     runs the tests of `check` twenty times in random orders, or those of ARGS="…"
# make release   wheel, source, bill of materials and checksums, in dist/; CONTRIBUTING.md says when
# make docs   builds the site of the documentation, into build/site/
# make container  builds the image of deploy/ with buildah and tries it with podman; BUILD="…" goes to buildah
# make milvus gets the Milvus servers that some tests start (Linux, 500 MB), into .milvus/
# make setup  makes the environment with the command cmp-search in it: .venv/bin/cmp-search
# make locks  writes requirements/, every package of the core by its hashes, from constraints.txt
# make man    writes the manual page, docs/cmp-search.1, from the command line
#
# The tests need PyTorch. On Linux, its default build brings several GB of CUDA packages that nothing
# here uses; TORCH_INDEX=<address of PyTorch's CPU index> keeps them out (docs/install.md).

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check \
          --constraint constraints.txt $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
# Exit status of `cmp-search index` if it left a file out; the app can still open.
PARTLY := 3

.PHONY: administering api app ask bench browser check clean container coverage digests docs errors eval faults flaky format index locks man milvus office release screenshots setup test
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

$(VENV)/made-eval: $(VENV)/made
	@$(PIP) --editable '.[eval]'
	@touch $@

# The servers' packages do not go together with the project's own, so they have their environment.
milvus: .milvus/made .milvus/made-lite

.milvus/made:
	@test -x .milvus/bin/python || $(PYTHON) -m venv .milvus
	@.milvus/bin/python -m pip install --quiet --disable-pip-version-check milvus==2.3.5 && \
	  touch $@ || echo "No Milvus server can be had here: its tests are skipped."

.milvus/made-lite: .milvus/made
	@.milvus/bin/python -m pip install --quiet --disable-pip-version-check milvus-lite==2.5.1 && \
	  touch $@ || echo "No milvus-lite can be had here: its tests are skipped."

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
	$(BIN)/pytest -n auto --dist worksteal

QUICK := not slow and not browser and not milvus
# Nearly half of the tests take a tenth of the time (one in eight was timed); these are the others,
# and are left to `make test`. Who changes one of these rooms runs its tests: pytest tests/ROOM.
LONG := backup benchmarks browser cli/test_calibrating.py cli/test_caveats.py \
        cli/test_corpus_commands.py cli/test_evaluating.py cli/test_harmless.py \
        cli/test_keeping.py cli/test_notes.py cli/test_reading.py cli/test_recognising.py \
        cli/test_terminal.py corpus/fetch deploy doctor/test_command.py \
        doctor/test_index_content.py doctor/test_index_files.py documents/test_passage_sizes.py \
        evaluation/test_report.py faults golden/test_golden.py index/embedded index/milvus \
        index/shards index/test_build_sequences.py index/test_deriving.py index/test_linear.py \
        locales/test_new_language.py packaging programs/mcp programs/rest programs/test_alone.py \
        programs/test_served_alone.py readers/common readers/docx readers/html readers/markdown \
        readers/pdf readers/sandbox readers/test_fuzz.py readers/test_limits.py \
        readers/test_statutes.py search/test_facts.py training upgrade verification/drafts \
        verification/test_finding.py verification/test_linear.py web test_dependencies.py \
        test_docs.py test_links.py test_pages.py

check: $(VENV)/made-dev
	$(inspect)
	$(BIN)/pytest -n auto -m "$(QUICK)" $(LONG:%=--ignore=tests/%) --hypothesis-profile quick

# Processes that tests start elsewhere write beside the others.
coverage: export COVERAGE_FILE = $(CURDIR)/.coverage
coverage: $(VENV)/made-dev office browser milvus
	@rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -n auto --dist worksteal $(ARGS)
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# Each run has its seed, by which it can be repeated: pytest -p randomly --randomly-seed=N.
flaky: $(VENV)/made-dev
	@failed=; for seed in $$(seq 20); do \
	  $(BIN)/pytest -q -n auto -p randomly --randomly-seed=$$seed --hypothesis-profile quick \
	    $(or $(ARGS),-m "$(QUICK)" $(LONG:%=--ignore=tests/%)) || failed="$$failed $$seed"; \
	done; test -z "$$failed" || { echo "Tests failed with the seeds$$failed."; exit 1; }

# What builds a release has an environment of its own, and is in no other.
.release/made:
	@test -x .release/bin/python || $(PYTHON) -m venv .release
	@.release/bin/python -m pip install --quiet --disable-pip-version-check build==1.6.1 cyclonedx-bom==7.5.0
	@touch $@

release: $(VENV)/made-dev .release/made
	@$(BIN)/python -m docs.maintainers.release

format: $(VENV)/made-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

container: $(VENV)/made-dev
	buildah bud --format docker --tag localhost/cmp-search $(BUILD) --file deploy/Containerfile .
	CONTAINER_IMAGE=localhost/cmp-search $(BIN)/pytest tests/deploy/test_container.py

eval: index $(VENV)/made-eval
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

docs: $(VENV)/made-dev
	@$(BIN)/python -m tests.site

errors: $(VENV)/made-dev
	$(BIN)/python -m tests.errors_page

man: $(VENV)/made-dev
	$(BIN)/python -m tests.man_page

# What makes the locks is in an environment of its own, since nothing else uses it. A platform is the
# oldest that all wheels of the core are for.
.locks/bin/uv:
	@$(PYTHON) -m venv .locks
	@.locks/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

define lock
	@MACOSX_DEPLOYMENT_TARGET=14.0 .locks/bin/uv pip compile --quiet --upgrade --generate-hashes \
	  --only-binary :all: --no-annotate --no-emit-index-url --custom-compile-command "make locks" \
	  --constraint constraints.txt --python-version 3.11 --python-platform $(2) \
	  --output-file requirements/core-$(1).txt pyproject.toml
endef

locks: .locks/bin/uv
	$(call lock,linux-x86_64,x86_64-manylinux_2_28)
	$(call lock,linux-arm64,aarch64-manylinux_2_35)
	$(call lock,macos-arm64,aarch64-apple-darwin)
	$(call lock,windows-x86_64,x86_64-pc-windows-msvc)

screenshots: $(VENV)/made-dev index browser
	$(BIN)/python -m docs.maintainers.screenshots

clean:
	rm -rf $(VENV) .locks index build *.egg-info
