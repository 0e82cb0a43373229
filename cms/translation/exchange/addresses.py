"""The addresses of translations as files, below Wagtail's admin."""

from django.urls import path

from cms.translation.exchange import downloads, machine, uploads

addresses = [
    path("translation/files/", downloads.show_languages, name="translation_files"),
    path(
        "translation/files/<str:code>/out/<slug:format_name>/",
        downloads.download_language,
        name="download_language",
    ),
    path("translation/files/<str:code>/in/<slug:format_name>/", uploads.upload_language, name="upload_language"),
    path("translation/section/<int:page_id>/", downloads.show_section, name="translation_section"),
    path(
        "translation/section/<int:page_id>/<str:code>/out/<slug:format_name>/",
        downloads.download_section,
        name="download_section",
    ),
    path("translation/<int:translation_id>/out/<slug:format_name>/", downloads.download_text, name="download_text"),
    path("translation/<int:translation_id>/in/<slug:format_name>/", uploads.upload_text, name="upload_text"),
    path("translation/<int:translation_id>/machine/", machine.draft_text, name="draft_by_machine"),
]
