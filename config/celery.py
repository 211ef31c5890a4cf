"""The background workers and their clock.

Beat fires a few ticks in `public`; each tick hands out one message per active municipality.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("klantmonitor", task_cls="tenants.tasks:WorldTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "monitor.surveys",
        "monitor.insights",
        "benchmark",
        "monitor.exchange",
        "monitor.desk.worklist",
        "monitor.desk.dashboards",
        "monitor.api",
        "monitor.portal",
    ]
)

app.conf.beat_schedule = {
    "send what is due": {
        "task": "monitor.surveys.tasks.tick",
        "schedule": 30.0,
        "options": {"expires": 25},
    },
    "send webhooks again": {
        "task": "monitor.api.tasks.tick",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "throw away files that nobody confirmed": {
        "task": "monitor.exchange.tasks.tick",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 300},
    },
    "look over the caseloads": {
        "task": "monitor.desk.worklist.tasks.tick",
        "schedule": crontab(hour=5, minute=10),
        "options": {"expires": 3600},
    },
    "mail team leads": {
        "task": "monitor.desk.dashboards.tasks.tick",
        "schedule": crontab(day_of_week="mon", hour="8-17", minute=0),
        "options": {"expires": 3000},
    },
    "throw away codes of clients": {
        "task": "monitor.portal.tasks.tick",
        "schedule": crontab(hour=4, minute=20),
        "options": {"expires": 3600},
    },
    "hand over contributions": {
        "task": "monitor.insights.tasks.tick",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 3600},
    },
}
