"""Addresses of the API, under /api/v1/ on a municipality's host."""

from django.urls import path

from . import views
from .resources.answers import Answers
from .resources.deployments import Deployments, OneDeployment
from .resources.endings import OneEnding
from .resources.milestones import Milestones, OneMilestone, Revoked
from .resources.trajectories import OneWhole, Trajectories
from .resources.webhooks import OneWebhook, Webhooks

app_name = "api"
ONE = "trajectories/<uuid:trajectory>"
urlpatterns = [
    path("openapi.json", views.OpenApi.as_view(), name="openapi"),
    path("indicators", views.Indicators.as_view(), name="indicators"),
    path("indicators/<slug:indicator>", views.Indicator.as_view(), name="indicator"),
    path("trajectories", Trajectories.as_view(), name="trajectories"),
    path(ONE, OneWhole.as_view(), name="trajectory"),
    path(f"{ONE}/milestones", Milestones.as_view(), name="milestones"),
    path(f"{ONE}/milestones/<uuid:milestone>", OneMilestone.as_view(), name="milestone"),
    path(f"{ONE}/milestones/<uuid:milestone>/revocation", Revoked.as_view(), name="revocation"),
    path(f"{ONE}/deployments", Deployments.as_view(), name="deployments"),
    path(f"{ONE}/deployments/<uuid:deployment>", OneDeployment.as_view(), name="deployment"),
    path(f"{ONE}/ending", OneEnding.as_view(), name="ending"),
    path("answers", Answers.as_view(), name="answers"),
    path("webhooks", Webhooks.as_view(), name="webhooks"),
    path("webhooks/<uuid:webhook>", OneWebhook.as_view(), name="webhook"),
    path("<path:rest>", views.Unknown.as_view(), name="unknown"),
]
