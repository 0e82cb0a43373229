"""Who else is at work on a sheet, and whether its English is still the same: asked for now and then."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest
from cms.accounts.roles import TARGET_CODES
from cms.directory.models import Term
from cms.languages.languages import SOURCE_LANGUAGE
from cms.translation.desk.company import company_in
from cms.translation.policies import may_read_desk
from cms.translation.vocabularies.permissions import may_open_vocabularies


@require_GET
def show_sheet_news(request: StaffRequest, name: str) -> HttpResponse:
    """Answer the sheet of the vocabulary `name` as `show_news` does a desk; `?part=` is the box its reader is in."""
    if not may_open_vocabularies(request.user):
        raise PermissionDenied
    known = sheet_translations(name, request.user)
    here, _dash, part = request.GET.get("part", "").partition("-")
    people = company_in(known, request.user, int(here) if here.isascii() and here.isdigit() else 0, part)
    return JsonResponse(
        {
            "english": sheet_version(known),
            "people": {f"{pk}-{place}": names for pk, places in people.items() for place, names in places.items()},
        }
    )


def sheet_translations(name: str, user: User) -> dict[int, datetime]:
    """Return the key of each translation of a term that `user` may see → when its English came; one query."""
    terms = Term.objects.filter(vocabulary=name, locale__language_code=SOURCE_LANGUAGE)
    codes = [code for code in TARGET_CODES if may_read_desk(user, code)]
    translations = Translation.objects.filter(
        source__object_id__in=terms.values("translation_key"), target_locale__language_code__in=codes
    )
    return dict(translations.values_list("pk", "source__last_updated_at"))


def sheet_version(known: dict[int, datetime]) -> str:
    """Return what is another one as soon as the English of a term is another."""
    return max(known.values()).isoformat() if known else ""
