"""How a translated page stands to the English text it was made from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from wagtail.models import Page

from cms.languages.languages import SOURCE_LANGUAGE
from cms.languages.models import LanguageStatus


@dataclass(frozen=True)
class Freshness:
    """`parts` not yet updated; `date` is when the English text was published, or changed where the page is behind."""

    state: Literal["current", "outdated"]
    parts: int
    date: datetime | None
    corrected: bool = False


def freshness(page: Page) -> Freshness | None:
    """Return the freshness of a translated page; None for a page in the source language. One query."""
    code = page.locale.language_code
    if code == SOURCE_LANGUAGE:
        return None
    status = LanguageStatus.objects.filter(translation_key=page.translation_key, language=code).first()
    if status is None:
        # A language root is made live by set-up, not by a translation.
        return None
    return Freshness(
        state="outdated" if status.parts_behind else "current",
        parts=status.parts_behind,
        date=status.corrected_at or status.source_published_at,
        corrected=status.corrected_at is not None,
    )


def behind(translation_keys: Iterable[UUID], code: str) -> dict[UUID, int]:
    """Return translation key → how many parts the text in the language `code` is behind its English. One query."""
    statuses = LanguageStatus.objects.filter(translation_key__in=list(translation_keys), language=code)
    return dict(statuses.filter(parts_behind__gt=0).values_list("translation_key", "parts_behind"))
