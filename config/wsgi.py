"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()
# What is loaded by now stays as long as the process: no use looking for garbage in it.
gc.collect()
gc.freeze()
