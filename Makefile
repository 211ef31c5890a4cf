# Two commands matter: `make run` shows the product, `make test` proves it.
PYTHON ?= python3
PORT ?= 8000
export PORT

.PHONY: run test check format bench mutants messages lock clean

run: ## the whole product with demo data, on this machine alone
	@$(PYTHON) scripts/set_up.py demo
	@exec .venv/bin/python -m config.demo.run

test: ## every test, on a real PostgreSQL and a real browser
	@$(PYTHON) scripts/set_up.py test
	@.venv/bin/python -m pytest -n 2 --dist loadgroup $(ARGS)

check: ## what a reviewer asks first: style, dependencies, migrations, translations
	@$(PYTHON) scripts/set_up.py test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/lint-imports
	@DJANGO_SETTINGS_MODULE=config.settings.test .venv/bin/python scripts/check_migrations.py

format:
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: ## speed as ratios against a limit measured in the same run
	@$(PYTHON) scripts/set_up.py test
	@.venv/bin/python -m benchmarks

mutants: ## change the statistics one operator at a time; see which change no test notices
	@$(PYTHON) scripts/set_up.py test
	@.venv/bin/python scripts/mutants.py

messages: ## collect texts for translation (needs gettext)
	@.venv/bin/python scripts/collect_messages.py

lock: ## resolve the dependencies anew (needs uv)
	@sh scripts/lock.sh

clean: ## forget the demo's data
	@rm -rf var/demo
