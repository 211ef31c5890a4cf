"""The minimal app's WSGI application. allauth will not start without its middleware, so that is
taken out when all apps are ready."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
settings.MIDDLEWARE = []
application = WSGIHandler()
