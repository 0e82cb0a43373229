"""The one obvious step at the end of a page: always to something that is there in the language of the page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.languages.availability import address_of
from cms.languages.languages import language
from cms.pages.navigation import home_entry
from cms.pages.public import is_public
from cms.pages.relations import Shown, source_position

# Slug below the language root → the words that lead there. The first that is there stands in for one that is not.
SECTIONS = {
    "stories": _("See all stories"),
    "platform": _("Read the 10 recommendations"),
    "briefs": _("See all reports and briefs"),
    "initiatives": _("See all initiatives"),
    "events": _("See all sessions and visits"),
}


@dataclass(frozen=True)
class NextStep:
    """Where a page leads on to: `words` to press, a `kicker` above them, and the page whose `cover` stands beside."""

    words: str
    url: str
    kicker: str = ""
    cover: Any = None


def step_to(page: Page | None, kicker: str, *, with_cover: bool = False) -> NextStep | None:
    """Return the step to a page, which is in the language of the reader; None where there is no page."""
    if page is None:
        return None
    return NextStep(page.title, address_of(page), kicker, page if with_cover else None)


def step_to_section(code: str, wanted: str, here: str = "") -> NextStep | None:
    """
    Return the step to the section `wanted` in the language `code`; where it is not public, to another one, or home.

    It never leads to the address `here`. One query, none from below the section: what is public has it above it.
    """
    address = f"/{code}/{wanted}/"
    if here.startswith(address) and here != address:
        return NextStep(str(SECTIONS[wanted]), address)
    there = Page.objects.live().filter(is_public(), locale__language_code=code, depth=3, slug__in=SECTIONS)
    slugs = set(there.values_list("slug", flat=True))
    steps = [NextStep(str(SECTIONS[slug]), f"/{code}/{slug}/") for slug in [wanted, *SECTIONS] if slug in slugs]
    steps.append(NextStep(gettext("Go to the home page"), home_entry(language(code)).url))
    return next((step for step in steps if step.url != here), None)


def in_own_language(shown: Shown | None) -> Any | None:
    """Return what is shown where it is in the language of the page; nobody is led on to a text in another one."""
    return shown.object if shown and not shown.is_fallback else None


def following(page: Any) -> Any | None:
    """Return the public page beside `page` that follows it in the editors' order; the first follows the last."""
    siblings = type(page).objects.sibling_of(page, inclusive=False).live().filter(is_public())
    after = Case(When(position__gt=source_position(page.translation_key), then=0), default=1)
    ordered = siblings.annotate(position=source_position()).order_by(after, "position")
    return ordered.select_related("locale").first()
