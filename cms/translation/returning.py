"""What a reviewer said of a text goes back with it: those parts are not done any more; and what came of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision
from wagtail_localize.models import Translation

from cms.accounts.models import User
from cms.translation.models import Draft, Remark
from cms.translation.segments import list_segments


def has_remarks(revision: Revision) -> bool:
    """Return whether a reviewer says something of a part of `revision`."""
    return any(remark.says_something for remark in Remark.objects.filter(revision=revision))


def approval_refusal(revision: Revision, user: User) -> str:
    """Return why `user`, who said that something is to be changed in `revision`, cannot approve it; empty otherwise."""
    remarks = Remark.objects.filter(revision=revision)
    if remarks.filter(reviewer=user).exclude(suggestion="").exists():
        return _("You suggest changes: return the text with them, or take them out and approve it.")
    if remarks.filter(verdict=Remark.Verdict.REFUSED).exists():
        return _("A reason is refused: return the text, so that its translator mends that part.")
    return ""


@transaction.atomic
def return_remarks(revision: Revision) -> None:
    """
    Hand what was said of the parts of `revision` to their translators.

    A part of which something was said has to be looked at again; its reason counts no more where it was refused.
    """
    remarks = [remark for remark in Remark.objects.filter(revision=revision) if remark.says_something]
    for remark in remarks:
        draft, created = Draft.objects.get_or_create(
            translation_id=remark.translation_id,
            context_id=remark.context_id,
            string_id=remark.string_id,
            # One that was never typed here, such as an imported one.
            defaults={"text": remark.text, "typed_at": timezone.now(), "origin": Draft.Origin.RETURNED},
        )
        if created:
            continue
        draft.is_done, draft.origin, draft.version = False, Draft.Origin.RETURNED, draft.version + 1
        if remark.verdict == Remark.Verdict.REFUSED:
            draft.reason = ""
        draft.save()
    Remark.objects.filter(pk__in=[remark.pk for remark in remarks]).update(returned_at=timezone.now())


def close_remarks(translation: Translation) -> None:
    """Keep what came of each open remark of a text that is submitted again."""
    remarks = list(Remark.objects.filter(translation=translation, outcome="").exclude(returned_at=None))
    if not remarks:
        return
    texts = {segment.id: segment.text for segment in list_segments(translation)}
    for remark in remarks:
        remark.outcome = _outcome(remark, texts.get(remark.part, ""))
    Remark.objects.bulk_update(remarks, ["outcome"])


def _outcome(remark: Remark, text: str) -> Remark.Outcome:
    if text == remark.suggestion:
        return Remark.Outcome.ACCEPTED
    return Remark.Outcome.KEPT if text == remark.text else Remark.Outcome.CHANGED
