# Everything that one does with bupai. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FLASK := BUPAI_ENV=demo $(BIN)/flask --app wsgi
LOCK := uv pip compile --quiet --generate-hashes --no-emit-index-url --universal --python-version 3.11 \
	--override requirements-override.txt
CSS_TOOLS := tools/css/node_modules
PAGE_TOOLS := benchmarks/pages/node_modules
export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help run demo install test lint format bench-checks bench-pages bench-review bench-export bench-roster bench-races bench-scale pictures css scanner translations lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run: demo ## install, make the demo database, serve on http://127.0.0.1:8000
	BUPAI_ENV=demo $(BIN)/gunicorn --config gunicorn.conf.py wsgi:app

demo: install ## make or update the demo database and print its accounts
	@$(FLASK) db upgrade
	@$(FLASK) demo seed

install: $(VENV)/.installed ## create .venv with the pinned dependencies

test: $(VENV)/.installed-dev ## run all tests (browser tests where a Chromium is found)
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: $(VENV)/.installed-dev ## ruff, mypy, the floors (import-linter)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench-checks: $(VENV)/.installed-dev ## how good and how fast the photo check is (needs ../shared/photos)
	$(BIN)/python -m benchmarks.bench_checks

bench-pages: $(VENV)/.installed-dev $(PAGE_TOOLS)/.package-lock.json ## how light and quick the pages are on a phone (needs Node 20, Chromium)
	$(BIN)/python -m benchmarks.pages

bench-review: $(VENV)/.installed-dev ## how soon the next photo is on screen after a decision (needs Chromium)
	$(BIN)/python -m benchmarks.review_turn

bench-export: $(VENV)/.installed-dev ## how fast 10,000 photos are handed over, and with how much memory (needs zip)
	$(BIN)/python -m benchmarks.export_speed

bench-races: $(VENV)/.installed-dev ## a thousand races of two reviewers on one submission (needs PostgreSQL)
	$(BIN)/python -m benchmarks.review_races

bench-scale: $(VENV)/.installed-dev ## pages with 100,000 students against 1,000 (needs PostgreSQL; two minutes to fill it)
	$(BIN)/python -m benchmarks.scale

bench-roster: $(VENV)/.installed-dev ## a roster of 20,000 rows against what openpyxl needs just to read it
	$(BIN)/python -m benchmarks.roster_import

pictures: $(VENV)/.installed-dev ## take the README's pictures of the demo that `make run` serves
	$(BIN)/python -m tools.take_pictures

css: $(VENV)/.installed $(CSS_TOOLS)/.package-lock.json ## cut Bootstrap down to what the templates use (needs Node 20)
	rm -f static/vendor/bootstrap-*.cut.css
	node tools/css/cut.mjs $$($(BIN)/python -c 'import flask_bootstrap, pathlib; print(pathlib.Path(flask_bootstrap.__file__).parent)')/static/bootstrap5/css/bootstrap.min.css static/vendor

scanner: tools/scanner/node_modules/.package-lock.json ## bundle the QR reader that scans receipts (needs Node 20)
	cd tools/scanner && npm run --silent build > ../../static/vendor/qr-$$(node -p 'require("./node_modules/qr/package.json").version').min.js
	cp tools/scanner/node_modules/qr/LICENSE-MIT static/vendor/qr-LICENSE

translations: $(VENV)/.installed ## bring the English catalogue up to date with the texts in the code
	$(BIN)/python -m tools.translations

lock: ## compile requirements*.in to hashed requirements*.txt (needs uv)
	$(LOCK) requirements.in -o requirements.txt
	$(LOCK) requirements-dev.in -o requirements-dev.txt

clean: ## delete .venv and everything that runs wrote
	rm -rf $(VENV) .mypy_cache .ruff_cache tests/artifacts
	find instance -mindepth 1 ! -name README.md -delete

$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "bupai needs Python 3.11 or newer; name one with: make PYTHON=python3.12 run")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

# npm writes this file last, when everything of the lock file is in its place.
%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --no-audit --no-fund
	@touch $@
