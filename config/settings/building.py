"""Settings for building the image: static files only, no secret, no database."""

import secrets

from .base import *  # noqa: F403

SECRET_KEY = secrets.token_hex(32)  # lives as long as this build step
ALLOWED_HOSTS: list[str] = []
