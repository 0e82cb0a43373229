"""The stories, for programs: `/api/stories.json`."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from briefs.api import recommendation_numbers
from cms.pages.api import Item, listed
from cms.pages.public import public_in
from cms.pages.relations import in_source_order
from stories.models import StoryPage


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """List the stories of one language in the editors' order."""
    return listed(request, lambda code: in_source_order(public_in(StoryPage, code)), _described)


def _described(pages: Sequence[StoryPage], common: dict[int, Item]) -> list[Item]:
    numbers = recommendation_numbers(pages)
    return [
        {
            "slug": page.slug,
            **common[page.pk],
            "summary": page.summary,
            "source_date": page.source_date,
            "recommendations": numbers.get(page.pk, []),
        }
        for page in pages
    ]
