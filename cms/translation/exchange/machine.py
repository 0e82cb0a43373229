"""
The place where an engine that translates by machine would be put in; there is none.

What it writes is a draft with a mark of its own: it stands in the box, and counts for nothing until a translator has
looked at it.
"""

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.translation.drafts import cleaned
from cms.translation.exchange.downloads import sent_translation_or_404
from cms.translation.models import Draft
from cms.translation.review import may_translate
from cms.translation.segments import as_read, list_segments, segment_rows
from cms.translation.status import refresh_status
from cms.translation.suggestions import from_memory


class EngineError(Exception):
    """The engine has no answer, for a reason that somebody who knows it can read."""


class Engine(Protocol):
    """
    Translates by machine.

    `sources` are inline HTML: `<b>`, `<i>`, `<br/>` and `<a id="a1">` stand in the answers as they stand there. The
    answers come in the same order, one for each source, empty where there is none. Raises `EngineError`.
    """

    name: str

    def translate(self, sources: Sequence[str], language: str) -> Sequence[str]: ...


def configured_engine() -> Engine | None:
    """Return the engine of the setting `TRANSLATION_ENGINE`."""
    return import_string(settings.TRANSLATION_ENGINE)() if settings.TRANSLATION_ENGINE else None


def draft_parts(translation: Translation, engine: Engine) -> int:
    """
    Put a machine's draft into every box that is empty, and return how many; nothing that a person wrote is touched.

    What the memory knows is left to it. Raises `EngineError`, also where the answers are not one for each source.
    """
    rows, code = segment_rows(translation), translation.target_locale.language_code
    # A box that somebody emptied has a version.
    untouched = [part for part in from_memory(list_segments(translation), code) if part.state == "empty"]
    wanted = [rows[segment.id] for segment in untouched if not segment.version]
    if not wanted:
        return 0
    answers = engine.translate([row.string.data for row in wanted], code)
    if len(answers) != len(wanted):
        raise EngineError(f"{len(wanted)} parts asked for, {len(answers)} answered")
    drafts = [
        Draft(
            translation=translation,
            context_id=row.context_id,
            string_id=row.string_id,
            text=cleaned(as_read(row.string.data, answer)),
            origin=Draft.Origin.MACHINE,
            typed_at=timezone.now(),
        )
        for row, answer in zip(wanted, answers, strict=True)
        if answer.strip()
    ]
    # Whoever has begun to type meanwhile goes on typing.
    Draft.objects.bulk_create(drafts, ignore_conflicts=True)
    return len(drafts)


@require_POST
def draft_text(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Let the machine draft what is empty in one text."""
    engine = configured_engine()
    if engine is None:
        raise Http404
    translation = sent_translation_or_404(translation_id)
    target = translation.get_target_instance()
    if not may_translate(target, request.user):
        raise PermissionDenied
    try:
        count = draft_parts(translation, engine)
    except EngineError:
        messages.error(request, _("The translation service is not answering at the moment. Nothing was changed."))
    else:
        refresh_status(target)
        text = ngettext("1 part drafted by machine.", "%(n)s parts drafted by machine.", count)
        messages.success(request, text % {"n": count})
    return redirect(AdminURLFinder().get_edit_url(target) or "wagtailadmin_home")
