"""Who else is at work on a text, and whether its English is still the same: told with every save, and asked for."""

import time
from collections.abc import Iterable
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
    people = company_in([translation.pk], user, translation.pk, part)[translation.pk]
    return {"english": english_version(translation), "people": people}


def company_in(translations: Iterable[int], user: User, here: int, part: str) -> dict[int, dict[str, list[str]]]:
    """
    Note that `user` is in `part` of the translation `here`, and in no other of `translations`.

    Return the key of each of them → its parts where others are → their names.
    """
    keys, now = {f"desk-{pk}": pk for pk in translations}, time.time()
    known = cache.get_many(list(keys))
    company: dict[int, dict[str, list[str]]] = {}
    for key, pk in keys.items():
        people = {person: seen for person, seen in known.get(key, {}).items() if seen[2] > now - SECONDS}
        if pk == here or user.pk in people:
            place = part[:LONGEST_ID] if pk == here else ""
            people[user.pk] = (place, user.get_full_name() or user.get_username(), now)
            cache.set(key, people, SECONDS)
        others = company.setdefault(pk, {})
        for person, (place, name, _seen) in people.items():
            if place and person != user.pk:
                others.setdefault(place, []).append(name)
    return company


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
