"""Addresses without a language: probes and media."""

from django.urls import path

from cms.delivery import views

urlpatterns = [
    path("health/live/", views.live, name="health_live"),
    path("health/ready/", views.ready, name="health_ready"),
    path("files/<path:path>", views.media, name="media"),
]
