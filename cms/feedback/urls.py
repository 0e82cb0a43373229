"""Below the page that says what is missing in a language, so that no page can have these addresses."""

from django.urls import path

from cms.feedback import views

urlpatterns = [
    path("need/", views.need, name="need"),
    path("problem/<int:page_id>/", views.problem, name="problem"),
]
