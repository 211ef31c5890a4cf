"""Addresses of the programme's own forms (polls); pages are served by Wagtail."""

app_name = "cms"
urlpatterns = []
