"""Wires the rooms together. Nothing imports from here but the processes themselves."""

from .celery import app as celery_app

__all__ = ["celery_app"]
