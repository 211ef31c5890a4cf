#!/bin/sh
# Before web and worker start: roles, structure, the template of new municipalities, rights.
set -eu
python -m tenants.database.bootstrap
python manage.py migrate_schemas --shared --noinput
python manage.py make_template
python manage.py migrate_schemas --tenant --noinput
python manage.py set_up_programme --host "$BASE_HOST"
python manage.py grant_roles
