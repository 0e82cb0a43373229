"""The addresses of questions, below Wagtail's admin."""

from django.urls import path

from cms.translation.questions import views

addresses = [
    path("translation/<int:translation_id>/questions/", views.of_translation, name="questions_of_translation"),
    path("translation/<int:translation_id>/questions/<str:identifier>/", views.of_part, name="questions_of_part"),
    path("translation/questions/<uuid:key>/", views.of_english, name="questions_about_english"),
]
