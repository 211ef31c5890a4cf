"""Django app: Benchmark."""

from django.apps import AppConfig


class BenchmarkConfig(AppConfig):
    """Benchmark."""

    name = "benchmark"
    default_auto_field = "django.db.models.BigAutoField"
