"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config.web import behind_granian

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = behind_granian(get_wsgi_application())
# What is loaded by now stays as long as the process: no use looking for garbage in it.
gc.collect()
gc.freeze()
