"""
Stock wagtail-localize's own screens at `/stock/`, beside all addresses of the site.

The site answers in their place, or refuses; here they are driven as they are, through the same middleware.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page
from wagtail.utils.urlpatterns import decorate_urlpatterns
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import edit_string_translation, edit_translation
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.urls import urlpatterns as addresses_of_the_site


def edit(request: HttpRequest, page_id: int) -> HttpResponse:
    """Do what stock's `before_edit_page` does with a translated page."""
    page = Page.objects.get(pk=page_id).specific
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    )
    return edit_translation(request, translation, page)


urlpatterns: list[URLPattern | URLResolver] = [
    *decorate_urlpatterns(
        [
            path("stock/submit/<int:page_id>/", SubmitPageTranslationView.as_view()),
            path("stock/edit/<int:page_id>/", edit),
            path("stock/save/<int:translation_id>/<int:string_segment_id>/", edit_string_translation),
            path("stock/update/<int:translation_source_id>/", UpdateTranslationsView.as_view()),
            path("stock/report/", TranslationsReportView.as_view()),
        ],
        require_admin_access,
    ),
    *addresses_of_the_site,
]
