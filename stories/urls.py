"""What programs read of the stories, below `/api/`."""

from django.urls import path

from stories import api

urlpatterns = [path("stories.json", api.stories)]
