"""Addresses of the exchange pages on a municipality's host, for who has a caseload."""

from django.urls import include, path

from .views import headings, history, importing

app_name = "exchange"
urlpatterns = [
    path("ddas/", include("monitor.exchange.ddas.urls")),
    path("", importing.upload, name="upload"),
    path("voorbeeld.xlsx", importing.example, name="example"),
    path("koppelingen/", headings.presets, name="presets"),
    path("eerder/", history.imports, name="imports"),
    path("eerder/<uuid:pk>/", history.undo, name="undo"),
    path("<uuid:pk>/", importing.preview, name="preview"),
    path("<uuid:pk>/niet-ingelezen.xlsx", importing.refused, name="refused"),
    path("<uuid:pk>/<slug:sheet>/<slug:kind>/", importing.rows, name="rows"),
]
