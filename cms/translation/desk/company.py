"""Who else is at work on a text, and whether its English is still the same: told with every save, and asked for."""

import time
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.translation.policies import may_read_desk

# Who was not heard of for so long has left. Scripts ask twice in this time: static/js/desk/following.js.
SECONDS = 30
LONGEST_ID = 40


def news(translation: Translation, user: User, part: str) -> dict[str, Any]:
    """
    Note that `user` is in the row of `part` (the empty text: in none), and return what a desk should know now.

    `people` maps parts to the names of others who are there; nothing is locked. `english` says which English it is. No
    query; of two who come at the same moment one may be missing until the next time.
    """
    key, now = f"desk-{translation.pk}", time.time()
    people = {pk: seen for pk, seen in cache.get(key, {}).items() if seen[2] > now - SECONDS}
    people[user.pk] = (part[:LONGEST_ID], user.get_full_name() or user.get_username(), now)
    cache.set(key, people, SECONDS)
    others: dict[str, list[str]] = {}
    for pk, (place, name, _seen) in people.items():
        if place and pk != user.pk:
            others.setdefault(place, []).append(name)
    return {"english": english_version(translation), "people": others}


def english_version(translation: Translation) -> str:
    """Return what is another one as soon as the English that is to be translated is another."""
    return translation.source.last_updated_at.isoformat()


@require_GET
def show_news(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Answer a desk that asks what is new while nobody types there."""
    translation = get_object_or_404(Translation.objects.select_related("source", "target_locale"), pk=translation_id)
    if not may_read_desk(request.user, translation.target_locale.language_code):
        raise PermissionDenied
    return JsonResponse(news(translation, request.user, request.GET.get("part", "")))
