# make         everything a newcomer needs: the machine, the environment, the sample edition in dist/
# make test    the whole test suite
# make lock    pin the requirements anew (needs uv)
# make clean   remove what was made; the next make starts afresh

VENV := .venv
EDITION ?= $(firstword $(sort $(patsubst %/edition.toml,%,$(wildcard editions/*/edition.toml))))
SAMPLE := dist/.$(notdir $(EDITION))

DATA := $(shell find layout fonts charts -type f 2>/dev/null)
CODE := $(shell find src -type f -not -name '*.pyc' 2>/dev/null)
ARTICLES := $(if $(EDITION),$(shell find $(EDITION) -type f))

# Homebrew's libraries lie where Python does not look on its own
ifeq ($(shell uname -s),Darwin)
WITH_LIBRARIES := DYLD_FALLBACK_LIBRARY_PATH=$(shell brew --prefix 2>/dev/null)/lib
endif

.PHONY: all test lock clean
.DELETE_ON_ERROR:

all: $(VENV)/.env $(if $(EDITION),$(SAMPLE))

$(VENV)/.machine: scripts/machine.tsv scripts/setup.sh
	@scripts/setup.sh machine
	@mkdir -p $(VENV) && touch $@

$(VENV)/.machine-test: scripts/machine.tsv scripts/setup.sh
	@scripts/setup.sh machine test
	@mkdir -p $(VENV) && touch $@

$(VENV)/.env: requirements.txt pyproject.toml | $(VENV)/.machine
	@echo "making $(VENV)"
	@scripts/setup.sh env $(VENV)
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.env
	@scripts/setup.sh dev $(VENV)
	@scripts/setup.sh sshd $(VENV)/openssh
	@touch $@

$(SAMPLE): $(VENV)/.env $(CODE) $(DATA) $(ARTICLES)
	$(WITH_LIBRARIES) $(VENV)/bin/paiyin build $(EDITION) --out dist
	@touch $@

test: $(VENV)/.machine-test $(VENV)/.dev
	@$(WITH_LIBRARIES) $(VENV)/bin/python -m pytest $(PYTEST)

lock:
	python3 scripts/requirements.py

clean:
	rm -rf $(VENV) .pytest_cache .hypothesis
	find dist -mindepth 1 -not -name .gitkeep -delete
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
