# The doors for people. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
VERSION_NEEDED := 3.11

.DEFAULT_GOAL := help
.PHONY: help run test bench lint format messages lock

help: ## this list
	@grep -hE '^[.a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/run.stamp ## everything on this machine, at http://127.0.0.1:8000/ (Ctrl-C ends it)
	@exec $(BIN)/python manage.py local --port $(or $(PORT),8000)

# Each of its processes would else compile every test and module anew, where that is set.
test: export PYTHONDONTWRITEBYTECODE :=
test: .venv/dev.stamp ## the quick tests (TESTS="-m slow" or a path to choose others)
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(or $(TESTS),-m "not slow")

bench: .venv/dev.stamp ## what pages cost, start-up time, links checked per second (PARTS="throughput --size full")
	$(BIN)/python -m benchmarks $(PARTS)

lint: .venv/dev.stamp ## style, floors, types, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')

format: .venv/dev.stamp ## rewrite the code in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

# Programs read English, and so does the admin (public/language.py): what only they show is not gathered.
messages: .venv/dev.stamp ## gather the words of public pages and mails for translators, and make what pages read of what they wrote (needs gettext)
	$(BIN)/python manage.py makemessages --all --no-location --no-wrap --no-obsolete -e py,html,txt \
		$(foreach part,.venv/* var/* tests/* benchmarks/* advocacy/* intake/* public/api/* public/feeds/* public/export/* public/asking.py public/open_data.py templates/admin/* templates/reports/staff_home.html templates/public/api_docs.html templates/public/parts/api_lines.html,-i '$(part)')
	sed -i '/^"\(POT-Creation-Date\|Report-Msgid-Bugs-To\):/d' locale/*/LC_MESSAGES/django.po
	$(BIN)/python manage.py compilemessages

lock: ## pin the newest releases anew (needs uv)
	uv pip compile --upgrade --python-version $(VERSION_NEEDED) --universal --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml -o requirements/run.txt
	uv pip compile --upgrade --python-version $(VERSION_NEEDED) --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --group dev pyproject.toml -o requirements/dev.txt

.venv: .venv/run.stamp ## just the environment

.venv/run.stamp: requirements/run.txt
	@PYTHON=$(PYTHON) sh requirements/install.sh requirements/run.txt
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@PYTHON=$(PYTHON) sh requirements/install.sh requirements/dev.txt
	@touch $@
