"""The three language roots: a live home page in each language, from the first start on."""

from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.languages.languages import LANGUAGES, SOURCE_LANGUAGE
from home.models import HomePage

SLUGS = {"en": "home", "es": "home-es", "ar": "home-ar"}
TITLES = {"en": "Beacons", "es": "Faros", "ar": "منارات"}
STRAPLINES = {
    "en": "Stories, recommendations and reports for an education system built for us all.",
    "es": "Historias, recomendaciones e informes por un sistema educativo construido para todas y todos.",
    "ar": "قصص وتوصيات وتقارير من أجل نظام تعليمي يُبنى لنا جميعًا.",
}


@transaction.atomic
def ensure_language_roots() -> None:
    """Make the locales, their live home pages and the site; running it again changes nothing."""
    for language in LANGUAGES:
        Locale.objects.get_or_create(language_code=language.code)
    source = _ensure_home(SOURCE_LANGUAGE, None)
    for language in LANGUAGES:
        _ensure_home(language.code, source)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    if site.root_page_id != source.pk:
        welcome = site.root_page if site.pk else None
        site.root_page = source
        site.site_name = "Beacons"
        site.save()
        if welcome is not None and welcome.specific_class is Page:
            welcome.delete()


def _ensure_home(code: str, source: HomePage | None) -> HomePage:
    existing = HomePage.objects.filter(locale__language_code=code).first()
    if existing is not None:
        return existing
    slug = SLUGS[code]
    # Wagtail's own migrations leave a page of welcome at the English address.
    Page.objects.filter(depth=2, slug=slug).update(slug="wagtail-welcome")
    home = HomePage(
        title=TITLES[code],
        strapline=STRAPLINES[code],
        slug=slug,
        locale=Locale.objects.get(language_code=code),
        live=True,
    )
    if source is not None:
        home.translation_key = source.translation_key
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision(clean=False).publish(skip_permission_checks=True)
    return HomePage.objects.get(pk=home.pk)
