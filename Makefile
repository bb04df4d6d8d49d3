# make run: the bot (on Discord with a token in the environment or .env, else entente run --sandbox). make test: all tests. Both set themselves up.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
# Byte code of our own files is kept, whatever the shell says: the second start is the quick one.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test interpreters fuzz check format lock bench bench-crash bench-feeds bench-match bench-scale bench-soak bench-week image mutants evaluate learn concepts paragraphs clean

TOKEN_IN_FILE = grep -qsiE '^[[:space:]]*(export[[:space:]]+)?DISCORD_TOKEN(_FILE)?[[:space:]]*=[[:space:]]*["'\'']?[^"'\''[:space:]]' .env
run: $(VENV)/.run
	@if [ -n "$$DISCORD_TOKEN$$DISCORD_TOKEN_FILE" ] || $(TOKEN_IN_FILE); then exec $(BIN)/entente run; \
	else echo "No DISCORD_TOKEN: entente run --sandbox" >&2; exec $(BIN)/entente run --sandbox; fi

# Four at once on two cores: the tests of the whole bot wait for servers and for its gap between requests. What is there is
# compiled before, else each of the four does it.
ROOMS = bot facts feeds handlers sandbox seeds store
test: $(VENV)/.dev
	@$(BIN)/python -m compileall -q -j 2 $(ROOMS)
	@$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder -q $(TESTS)

# The same with every other Python that is there, each in an environment of its own; TESTS="tests/facts tests/seeds" for a part.
PYTHONS ?= python3.12 python3.13 python3.14
TESTS ?=
interpreters:
	@for python in $(PYTHONS); do \
		version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || { echo "$$python: not there" >&2; continue; }; \
		echo "Python $$version" >&2; \
		$(MAKE) --no-print-directory test VENV=.venv-$$version PYTHON=$$python TESTS="$(TESTS)" || exit 1; \
	done

check: $(VENV)/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/test_architecture.py tests/test_knowledge.py tests/test_docs.py
	@$(BIN)/hadolint Dockerfile

format: $(VENV)/.dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# Reading and matching, measured on the labelled stream beside the project; no network.
evaluate: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.evaluate

# The tests with properties, on examples that nobody has seen: make test takes the same ones each time.
fuzz: $(VENV)/.dev
	@$(BIN)/python -m pytest -n 3 -q -m hypothesis --hypothesis-profile=fuzz tests

# Small faults planted in the judges and in delivery, and how many of them the tests find; MUTANTS=60 for a short run.
MUTANTS ?= 400
mutants: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.mutants.run --most $(MUTANTS)

# Fits the weights of relevance, kind and matching on the labelled news beside the project and on corpus/; no network.
learn: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.learn
	@$(BIN)/python -m benchmarks.match.learn

# The forms of the words of the beat, from facts/concepts/*.toml and simplemma's dictionaries, and English stems; no network.
concepts: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.words.concepts
	@$(BIN)/python -m benchmarks.words.english

# The founding documents read by the judges alone, against what was filed by hand.
paragraphs: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.evaluate.paragraphs

# The matcher against a register of a million events, beside its peers.
bench-match: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.match

# What a register of very many events costs; EVENTS=20000 for a short run, EVENTS=1000000 for the long one, POSTGRES=--postgres
# for the other database, REGISTERS=folder to build each once.
EVENTS ?= 100000
REGISTERS ?=
bench-scale: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.scale --events $(EVENTS) $(POSTGRES) $(if $(REGISTERS),--folder $(REGISTERS))

# The locks carry hashes and no addresses: they hold whatever index a machine is set to.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --no-header
lock: $(VENV)/.dev
	@$(COMPILE) -o requirements.txt
	@$(COMPILE) --group dev -o requirements-dev.txt

# The watcher beside its peers; N=1000 for a short run.
bench-feeds: $(VENV)/.run
	@$(BIN)/python -m benchmarks.race

# Two hundred feeds for a simulated week, every request and item counted; FEEDS=60 DAYS=3 for a short one.
bench-week: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.soak.week

# A simulated month: memory, descriptors and the register's size; FEEDS=40 DAYS=6 COMMANDS=300 for a short one.
bench-soak: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.soak

# The image: by docker or buildah where one works, else its steps in a chroot (as root), which is then tried and measured.
image: $(VENV)/.dev
	@if docker info >/dev/null 2>&1; then docker build -t entente .; \
	elif command -v buildah >/dev/null; then buildah build -t entente .; \
	else $(BIN)/python -m benchmarks.image; fi

# The whole bot killed at random points; KILLS=500 for the long run, DATABASE=postgresql://… for the other backend.
KILLS ?= 25
DATABASE ?=
bench-crash: $(VENV)/.dev
	@$(BIN)/python -m benchmarks.crash --kills $(KILLS) $(if $(DATABASE),--database $(DATABASE))

bench: evaluate paragraphs bench-match bench-feeds bench-week bench-crash

clean:
	@rm -rf $(VENV)

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Entente needs Python 3.11 or newer.")'
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --root-user-action=ignore
$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	@$(INSTALL) --require-hashes -r requirements.txt
	@$(INSTALL) --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@$(INSTALL) --require-hashes -r requirements-dev.txt
	@touch $@
