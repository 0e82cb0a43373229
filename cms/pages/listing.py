from typing import Any, ClassVar

from django.core.validators import slug_re
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.directory.models import Term, Vocabulary
from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.models import BasePage
from cms.pages.public import is_public
from cms.pages.relations import Shown, in_language, in_source_order


class ListingPage(BasePage):
    """A page that lists its children, all of them or those of one term (`?theme=mental-health`)."""

    intro = models.TextField(_("introduction"), max_length=300, blank=True)

    translated_fields = (*BasePage.translated_fields, "intro")
    reading_fields = (*BasePage.reading_fields, "intro")

    text_panels: ClassVar = [*BasePage.text_panels, "intro"]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    def chosen_term(self, request: HttpRequest) -> Term | None:
        """Return the English term that the address asks for; None for no term or one that does not exist."""
        for vocabulary in Vocabulary.values:
            key = request.GET.get(vocabulary, "")
            if slug_re.match(key):
                terms = Term.objects.filter(locale__language_code=SOURCE_LANGUAGE, live=True)
                return terms.filter(vocabulary=vocabulary, key=key).first()
        return None

    def listed(self, term: Term | None) -> PageQuerySet:
        """Return the live, public children, all or those about a term."""
        return self.about(term, self.get_children().live().filter(is_public(), locale=self.locale))

    def items(self, term: Term | None) -> list[Page]:
        """Return what is listed in the editors' order."""
        return list(
            in_source_order(self.listed(term)).specific().select_related("locale", for_specific_subqueries=True)
        )

    def elsewhere_count(self, term: Term | None) -> int:
        """Return how many children are public in English and not yet in this language."""
        if self.locale.language_code == SOURCE_LANGUAGE:
            return 0
        versions = Page.objects.filter(translation_key=self.translation_key)
        source = versions.filter(locale__language_code=SOURCE_LANGUAGE).first()
        if source is None:
            return 0
        here = self.get_children().live().values("translation_key")
        there = source.get_children().live().filter(is_public())
        return self.about(term, there).exclude(translation_key__in=here).count()

    def about(self, term: Term | None, pages: PageQuerySet) -> PageQuerySet:
        """Return those of `pages`, children in any language, that are listed: all, or those about a term."""
        return pages.filter(page_terms__term=term).distinct() if term else pages

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        term = self.chosen_term(request)
        return {
            **super().get_context(request, *args, **kwargs),
            "items": self.items(term),
            "elsewhere_count": self.elsewhere_count(term),
            "term": self.shown_term(term),
        }

    def shown_term(self, term: Term | None) -> Shown | None:
        """Return a term in the language of this page."""
        if term is None:
            return None
        shown = in_language(Term.objects.filter(pk=term.pk), self.locale.language_code, lambda _term: self.url or "")
        return shown[0] if shown else None
