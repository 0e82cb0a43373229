from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.filters import Asked, asked, filters
from cms.pages.models import BasePage
from cms.pages.public import is_public
from cms.pages.relations import in_source_order


class ListingPage(BasePage):
    """A page that lists its children, all of them or those that filters choose (`?theme=mental-health&grade=k-5`)."""

    intro = models.TextField(_("introduction"), max_length=300, blank=True)

    translated_fields = (*BasePage.translated_fields, "intro")
    reading_fields = (*BasePage.reading_fields, "intro")

    text_panels: ClassVar = [*BasePage.text_panels, "intro"]
    max_count_per_parent = 1

    # More than that come in pages.
    most_items: ClassVar[int] = 24

    class Meta:
        abstract = True

    def listed(self, chosen: Asked) -> PageQuerySet:
        """Return the live, public children that `chosen` is true of."""
        return chosen.of(self.about(self.get_children().live().filter(is_public(), locale=self.locale)))

    def in_order(self, pages: PageQuerySet) -> PageQuerySet | list[Any]:
        """Return what is listed in the editors' order."""
        return in_source_order(pages).specific().select_related("locale", for_specific_subqueries=True)

    def elsewhere_count(self, chosen: Asked) -> int:
        """Return how many children are public in English and not yet in this language."""
        if self.locale.language_code == SOURCE_LANGUAGE:
            return 0
        versions = Page.objects.filter(translation_key=self.translation_key)
        source = versions.filter(locale__language_code=SOURCE_LANGUAGE).first()
        if source is None:
            return 0
        here = self.get_children().live().values("translation_key")
        there = source.get_children().live().filter(is_public())
        return chosen.of(self.about(there)).exclude(translation_key__in=here).count()

    def about(self, pages: PageQuerySet) -> PageQuerySet:
        """Return those of `pages`, children in any language, that are listed."""
        return pages

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chosen = asked(request)
        pages = self.listed(chosen)
        page_obj = Paginator(self.in_order(pages), self.most_items).get_page(request.GET.get("page"))
        return {
            **super().get_context(request, *args, **kwargs),
            "items": list(page_obj.object_list),
            "page_obj": page_obj,
            "count": page_obj.paginator.count,
            "elsewhere_count": self.elsewhere_count(chosen),
            "asked": chosen,
            "filters": (groups := filters(pages, chosen, self.locale.language_code, self.url)),
            "offered": any(group.options for group in groups),
        }
