"""Every address of the site; the composition root, so it may import from every app."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.cards import views as card_views
from cms.pages import gaps, machines
from cms.pages import views as page_views
from cms.search import views as search_views

# Wagtail's own pattern (`wagtail.urls.serve_pattern`), and below a page its versions: it has no point.
PAGE_ADDRESS = r"^((?:[\w\-]+/)*(?:v/[0-9.]+/(?:pdf/)?)?)$"

handler400 = "cms.delivery.views.bad_request"

urlpatterns = [
    # Before Wagtail's own: the same addresses, where a translation opens on the translator's desk.
    path("admin/", include("cms.translation.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("cms.delivery.urls")),
    re_path(r"^cards/(?P<page_id>[0-9]{1,9})-(?P<digest>[0-9a-f]{16})\.jpg$", card_views.card, name="card"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("api/", include("briefs.urls")),
    path("api/", include("stories.urls")),
    path("robots.txt", machines.robots, name="robots"),
    *i18n_patterns(
        path("search/", search_views.search, name="search"),
        path("languages/", gaps.gaps, name="gaps"),
        path("languages/", include("cms.feedback.urls")),
        re_path(PAGE_ADDRESS, page_views.serve),
        path("", include(wagtail_urls)),
    ),
]
