"""Addresses of the community's forms; themes are Wagtail pages."""

from django.urls import path

from . import views

app_name = "community"
urlpatterns = [
    path("themas/<int:theme_id>/nieuw/", views.new_topic, name="new_topic"),
    path("gesprekken/<int:topic_id>/", views.topic, name="topic"),
    path("berichten/<int:post_id>/aanpassen/", views.edit_post, name="edit_post"),
    path("berichten/<int:post_id>/weghalen/", views.remove_post, name="remove_post"),
    path("berichten/<int:post_id>/verbergen/", views.hide_post, name="hide_post"),
]
