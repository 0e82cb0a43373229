"""Many texts go to the translators: asked for at once, sent one by one by the worker."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext
from wagtail.models import Page, Revision
from wagtail.users.models import UserProfile

from cms.accounts.models import User
from cms.languages.languages import TARGET_LANGUAGES, Language
from cms.languages.models import LanguageStatus, State
from cms.translation.assignments import Order
from cms.translation.models import Sending, SentText
from cms.translation.sending import may_send, send_for_translation
from cms.translation.side_panel import is_sent_by_staff

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plan:
    """
    What will be sent of the texts that were chosen, and what will not.

    `to_send` maps a language code to its texts, in the order of the tree; `up_to_date` counts those that have nothing
    to send in a language. A text without an approved revision, or one that this person may not send, goes nowhere.
    """

    to_send: dict[str, list[Any]]
    up_to_date: dict[str, int]
    without_approval: list[Any]
    refused: list[Any]

    @property
    def texts(self) -> int:
        """How many texts will be sent to one language at least."""
        return len({text.translation_key for texts in self.to_send.values() for text in texts})

    def by_language(self) -> list[tuple[Language, int, int]]:
        """Return each language with how many texts will be sent, and how many are up to date."""
        return [
            (language, len(self.to_send[language.code]), self.up_to_date[language.code])
            for language in TARGET_LANGUAGES
        ]


def plan(texts: Iterable[Any], user: User) -> Plan:
    """Return what `user` can send of `texts`, whose languages are loaded; two queries."""
    scheduled = set(
        Revision.objects.filter(approved_go_live_at__isnull=False).values_list("base_content_type_id", "object_id")
    )

    def is_scheduled(text: Any) -> bool:
        return (text.get_base_content_type().pk, str(text.pk)) in scheduled

    refused, without_approval, ready = [], [], []
    for text in texts:
        if not is_sent_by_staff(text) or not may_send(text, user):
            refused.append(text)
        elif not (text.live and text.live_revision_id) and not is_scheduled(text):
            without_approval.append(text)
        else:
            ready.append(text)
    live = _live_languages(text.translation_key for text in ready)
    to_send = {
        language.code: [
            text for text in ready if (text.translation_key, language.code) not in live or is_scheduled(text)
        ]
        for language in TARGET_LANGUAGES
    }
    return Plan(
        to_send=to_send,
        up_to_date={code: len(ready) - len(texts) for code, texts in to_send.items()},
        without_approval=without_approval,
        refused=refused,
    )


def _live_languages(keys: Iterable[UUID]) -> set[tuple[UUID, str]]:
    statuses = LanguageStatus.objects.filter(translation_key__in=list(keys), state=State.LIVE)
    return set(statuses.values_list("translation_key", "language"))


@transaction.atomic
def send_several(to_send: Plan, *, languages: Sequence[str], order: Order, user: User, title: str) -> Sending:
    """Ask the worker to send what `to_send` names, to `languages`; a few queries for any number of texts."""
    from cms.translation.tasks import work_through_sending

    sending = Sending.objects.create(title=title[:255], sent_by=user, due=order.due, note=order.note)
    SentText.objects.bulk_create(
        [
            SentText(
                sending=sending,
                content_type_id=_content_type(text),
                object_id=str(text.pk),
                title=str(text)[:255],
                language=code,
                assignee=order.assignees.get(code),
            )
            for code in languages
            for text in to_send.to_send[code]
        ],
        batch_size=500,
    )
    work_through_sending.enqueue(sending.pk)
    return sending


def _content_type(text: Any) -> int:
    return text.content_type_id if isinstance(text, Page) else ContentType.objects.get_for_model(type(text)).pk


@transaction.atomic
def try_again(sending: Sending) -> None:
    """Ask the worker for what failed, and for what still waits because a worker gave up."""
    from cms.translation.tasks import work_through_sending

    unsent = sending.texts.exclude(state=SentText.State.SENT)
    unsent.update(state=SentText.State.WAITING, message="", updated_at=timezone.now())
    work_through_sending.enqueue(sending.pk)


def work_through(sending_id: int) -> None:
    """
    Send what waits, each text and language in a transaction of its own; one that fails stops no other.

    It may run twice, at the same time too: a text that is sent is never sent again.
    """
    sending = Sending.objects.select_related("sent_by").filter(pk=sending_id).first()
    if sending is None:
        return
    waiting = list(sending.texts.filter(state=SentText.State.WAITING).order_by("pk").values_list("pk", flat=True))
    with translation.override(_language_of(sending.sent_by)), LogContext(user=sending.sent_by):
        for pk in waiting:
            reason = _reason_against(sending, pk)
            if reason:
                failed = SentText.objects.filter(pk=pk, state=SentText.State.WAITING)
                failed.update(state=SentText.State.FAILED, message=reason, updated_at=timezone.now())


def _language_of(user: User | None) -> str | None:
    """Return the language in which `user` will read why something failed."""
    return UserProfile.get_for_user(user).get_preferred_language() if user else None


def _reason_against(sending: Sending, pk: int) -> str:
    """Send one text; return why that cannot be, as a sentence, or an empty string."""
    try:
        _send_one(sending, pk)
    except ObjectDoesNotExist:
        return _("This text is not there any longer.")
    except PermissionDenied:
        return _("The person who sent this does not have permission to send this text.")
    except ValidationError as error:
        return " ".join(error.messages)
    except Exception:  # whatever one text meets, the others must go on
        logger.exception("Text %s of sending %s could not be sent", pk, sending.pk)
        return _("Something went wrong. Try again; if it happens again, tell whoever runs the site.")
    return ""


@transaction.atomic
def _send_one(sending: Sending, pk: int) -> None:
    waiting = SentText.objects.select_for_update(skip_locked=True, of=("self",)).select_related("assignee")
    row = waiting.filter(pk=pk, state=SentText.State.WAITING).first()
    if row is None:
        return
    if sending.sent_by is None:
        raise PermissionDenied
    row.sending = sending
    send_for_translation(row.text(), languages=[row.language], user=sending.sent_by, order=row.order())
    SentText.objects.filter(pk=pk).update(state=SentText.State.SENT, updated_at=timezone.now())
