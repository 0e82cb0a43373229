from dataclasses import dataclass
from typing import Any, ClassVar

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.languages.availability import absolute, address_of
from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.filters import Asked, asked, filters, question
from cms.pages.models import BasePage
from cms.pages.paging import page_or_404
from cms.pages.public import is_public, lacking
from cms.pages.relations import in_source_order


@dataclass(frozen=True)
class OtherList:
    """A list that has something, too, of what was asked of another one."""

    title: str
    url: str
    count: int


class ListingPage(BasePage):
    """A page that lists its children, all of them or those that filters choose (`?theme=mental-health&grade=k-5`)."""

    intro = models.TextField(_("introduction"), max_length=300, blank=True)

    translated_fields = (*BasePage.translated_fields, "intro")
    reading_fields = (*BasePage.reading_fields, "intro")

    text_panels: ClassVar = [*BasePage.text_panels, "intro"]
    max_count_per_parent = 1

    # The type of page that is listed; no others of that type are below any other page.
    item_type: ClassVar[str]
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
        english = Page.objects.filter(locale__language_code=SOURCE_LANGUAGE)
        return lacking(chosen.of(self.about(english)), self.locale.language_code).count()

    def about(self, pages: PageQuerySet) -> PageQuerySet:
        """Return those of `pages`, in any language, that are of the type that is listed."""
        return pages.exact_type(apps.get_model(self.item_type))

    def other_lists(self, chosen: Asked) -> list[OtherList]:
        """Return the other lists of this language that have something about the same terms; two queries."""
        if not chosen.terms:
            return []
        there = chosen.of(Page.objects.live().filter(is_public(), locale=self.locale))
        counts = dict(there.order_by().values_list("content_type").annotate(Count("pk")))
        asked_for = question(chosen.parameters.items())
        found = []
        for page in self.get_siblings(inclusive=False).live().select_related("locale"):
            model = page.specific_class
            if model is None or not issubclass(model, ListingPage):
                continue
            listed = ContentType.objects.get_for_model(apps.get_model(model.item_type))
            if count := counts.get(listed.pk):
                found.append(OtherList(page.title, address_of(page) + asked_for, count))
        return found

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chosen = asked(request)
        pages = self.listed(chosen)
        page_obj = page_or_404(request, Paginator(self.in_order(pages), self.most_items))
        return {
            **super().get_context(request, *args, **kwargs),
            "items": list(page_obj.object_list),
            "page_obj": page_obj,
            "count": page_obj.paginator.count,
            "canonical": self._canonical(chosen, page_obj.number, request),
            "elsewhere_count": self.elsewhere_count(chosen),
            "other_lists": self.other_lists(chosen),
            "asked": chosen,
            "filters": (groups := filters(pages, chosen, self.locale.language_code, self.url)),
            "offered": any(group.options for group in groups),
        }

    def _canonical(self, chosen: Asked, number: int, request: HttpRequest) -> str:
        """Return the absolute address of a further page of the list; empty for the first, which is the list."""
        asked_for = {**chosen.parameters, "page": str(number)}
        return absolute(address_of(self) + question(asked_for.items()), request) if number > 1 else ""
