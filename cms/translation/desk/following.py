"""The English changes while somebody is at the desk: which rows are other ones now, and what was typed goes along."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail_localize.models import String, StringSegment, Translation

from cms.accounts.requests import StaffRequest
from cms.translation.desk.company import english_version
from cms.translation.desk.decision_form import DecisionForm
from cms.translation.desk.finding import translation_or_404
from cms.translation.desk.rows import EnglishChange, time_of
from cms.translation.desk.screen import desk_context
from cms.translation.formatting import plain, word_difference
from cms.translation.models import Draft
from cms.translation.review import may_translate
from cms.translation.segments import nearest, segment_rows

MOST_PARTS = 2000


@require_POST
def follow_english(request: StaffRequest, translation_id: int) -> HttpResponse:
    """
    Tell a desk, whose rows are the `parts` it sends, what has become of them; drafts follow their place.

    Answers in JSON: `rows` maps the id of a part that was changed to its new row as HTML, `gone` are the ids of those
    that have no such place any more, `message` says what else is new.
    """
    translation, target = translation_or_404(translation_id)
    if not may_translate(target, request.user):
        raise PermissionDenied
    known = request.POST.get("parts", "").split()[:MOST_PARTS]
    rows = segment_rows(translation)
    changed = _changed(rows, known)
    _carry_drafts(translation, rows, changed)
    message = _("The English changed at %(time)s") % {"time": time_of(translation.source.last_updated_at)}
    return JsonResponse(
        {
            "english": english_version(translation),
            "rows": _as_html(request, target, translation, changed, message),
            "gone": [part for part in known if part not in rows and part not in changed],
            "message": " · ".join(filter(None, [message, _new_parts(len(set(rows) - set(known)) - len(changed))])),
        }
    )


def _new_parts(number: int) -> str:
    if not number:
        return ""
    return ngettext("It has 1 new part.", "It has %(n)s new parts.", number) % {"n": number}


def _changed(rows: dict[str, StringSegment], known: list[str]) -> dict[str, tuple[str, str]]:
    """Return id of a part that the desk knows → the id of what it was changed to, and the English it had."""
    gone = [part.split("-") for part in known if part not in rows and _is_id(part)]
    english = dict(String.objects.filter(pk__in={string for _context, string in gone}).values_list("pk", "data"))
    earlier: dict[str, dict[str, str]] = {}
    for context, string in gone:
        if int(string) in english:
            earlier.setdefault(context, {})[english[int(string)]] = f"{context}-{string}"
    found = {}
    for context, sources in earlier.items():
        new = {
            part: row.string.data for part, row in rows.items() if row.context_id == int(context) and part not in known
        }
        for part, source in nearest(new, sources).items():
            found[sources[source]] = part, source
    return found


def _is_id(part: str) -> bool:
    numbers = part.split("-")
    return len(numbers) == 2 and all(number.isascii() and number.isdigit() and len(number) < 19 for number in numbers)


@transaction.atomic
def _carry_drafts(
    translation: Translation, rows: dict[str, StringSegment], changed: dict[str, tuple[str, str]]
) -> None:
    """Let what was typed be the draft of the new wording, where nobody has typed for that."""
    drafts = {draft.part: draft for draft in Draft.objects.filter(translation=translation)}
    for part, (now, _source) in changed.items():
        draft = drafts.get(part)
        if draft and not draft.is_done and now not in drafts:
            draft.string_id = rows[now].string_id
            draft.save(update_fields=["string"])


def _as_html(
    request: StaffRequest,
    target: Any,
    translation: Translation,
    changed: dict[str, tuple[str, str]],
    message: str,
) -> dict[str, str]:
    """Return id of a part that the desk knows → its row as it is now."""
    if not changed:
        return {}
    context = desk_context(request, target, translation, [], DecisionForm(instance=target, attests=False))
    by_id = {row.segment.id: row for row in context["rows"]}
    html: dict[str, str] = {}
    for part, (now, source) in changed.items():
        row = by_id[now]
        words = (plain(text, has_markup=row.segment.has_markup) for text in (source, row.segment.source))
        row = replace(row, change=EnglishChange(message, word_difference(*words)))
        html[part] = render_to_string(
            "translation/desk/part.html", {**context, "row": row, "segment": row.segment}, request
        )
    return html
