"""Taking a file that was looked at: exactly what its plan says, with everything that stood there before kept."""

from collections.abc import Collection

from wagtail_localize.models import String, StringSegment, Translation, TranslationContext

from cms.accounts.models import User
from cms.translation.drafts import Typed, TypedMeanwhileError, cleaned, keep, keep_beside, save_texts
from cms.translation.exchange.collecting import HASH_LENGTH
from cms.translation.exchange.entries import Entry
from cms.translation.exchange.plan import Change, Plan, TextPlan
from cms.translation.segments import segment_rows
from cms.translation.status import refresh_status, refreshed_once


@refreshed_once()
def carry_out(plan: Plan, *, taken: Collection[str] = (), user: User) -> list[Change]:
    """
    Do what `plan` says; of the parts that somebody has changed since, those of `taken` (keys) get the file's text.

    The file's text of the others stands in their history. Return the parts that were changed in this very moment: they
    stay as they are, and the file's text is in their history too.

    Each part is a transaction of its own, as when it is typed: a long file holds nobody up, and where it is broken off,
    bringing it again shows what is left.
    """
    late = []
    for text in plan.texts:
        late += _carry_out(text, taken, user)
        for entry in text.gone:
            _keep_for_later(text.translation, entry, user)
        refresh_status(text.translation.get_target_instance())
    return late


def _carry_out(text: TextPlan, taken: Collection[str], user: User) -> list[Change]:
    rows = segment_rows(text.translation)
    late, first = [], {}
    for change in text.changes:
        segment = change.segment
        if change.is_newer and change.key not in taken:
            keep_beside(text.translation, rows[segment.id], change.after, user=user)
        elif change.becomes_done and segment.state in {"empty", "changed"} and not segment.version:
            first[segment.id] = change.after
        else:
            typed = Typed(segment.id, change.after, segment.version, done=change.becomes_done)
            try:
                keep(text.translation, typed, user=user)
            except TypedMeanwhileError:
                late.append(change)
    # Many at once where there is nothing to remember: a whole page of new translations.
    save_texts(text.translation, first, user=user)
    return late


def _keep_for_later(translation: Translation, entry: Entry, user: User) -> None:
    """Keep the translation of a part that the English no longer has: the desk offers it for what stands there now."""
    path, _mark, digest = entry.place.rpartition("#")
    context = TranslationContext.objects.filter(object=translation.source.object_id, path=path).first()
    if context is None or len(digest) != HASH_LENGTH:
        return
    # A database that knows of such numbers writes them with dashes, the first after eight digits.
    strings = String.objects.filter(locale=translation.source.locale_id, data_hash__startswith=digest[:8])
    for string in strings:
        if string.data_hash.hex.startswith(digest):
            gone = StringSegment(context=context, string=string)
            keep_beside(translation, gone, cleaned(entry.target), user=user)
