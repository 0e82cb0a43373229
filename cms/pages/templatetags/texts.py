"""Texts, dates and sizes as the reader of the active language expects them."""

import itertools
import re
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from cms.languages.formats import format_date, format_day, format_file_size, format_month, format_time
from cms.languages.isolation import isolate
from cms.languages.languages import SOURCE_LANGUAGE
from cms.languages.notes import REFERENCE

register = template.Library()

Moment = TypeVar("Moment", date, datetime)

NEAR = timedelta(days=180)
HEADING = re.compile(r"<h2(?=[ >])")
HEADINGS = re.compile(r"(</?h)([2-5])(?=[ >])")


@register.filter
def isolated(text: Any) -> SafeString:
    """`{{ page.title|isolated }}`: text or HTML; on right-to-left pages figures and addresses keep their order."""
    html = conditional_escape(text)
    return mark_safe(isolate(html)) if get_language_bidi() else html  # noqa: S308 - escaped in the line above


@register.filter
def anchored(html: str) -> SafeString:
    """`{% filter anchored %}`: HTML whose second-level headings have the anchors that `cms.pages.headings` lists."""
    numbers = itertools.count(1)
    return mark_safe(HEADING.sub(lambda _heading: f'<h2 id="part-{next(numbers)}"', html))  # noqa: S308 - HTML as it came


@register.filter
def lowered(html: str) -> SafeString:
    """`{% filter lowered %}`: HTML whose headings stand one level lower, below the title of a chapter."""
    lower = HEADINGS.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", conditional_escape(html))
    return mark_safe(lower)  # noqa: S308 - escaped where it was not HTML already


@register.filter
def noted(html: str) -> SafeString:
    """`{% filter noted %}`: HTML whose references to notes are raised numbers; a note leads back to its first one."""
    found: set[int] = set()

    def raised(match: re.Match[str]) -> str:
        number = int(match[1])
        place = "" if number in found else format_html(' id="note-reference-{}"', number)
        found.add(number)
        return format_html(
            '<sup class="note-reference"><a{} href="#note-{}" role="doc-noteref" aria-label="{}">{}</a></sup>',
            place,
            number,
            _("Note %(number)d") % {"number": number},
            number,
        )

    return mark_safe(REFERENCE.sub(raised, html))  # noqa: S308 - HTML as it came


@register.filter
def breakable(address: str) -> SafeString:
    """`{{ address|breakable }}`: an address that may go on in the next line after each slash."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in address.split("/")))


@register.filter
def long_date(value: date | datetime | None) -> str:
    """`{{ page.source_date|long_date }}`: "May 3, 2026" in the active language and our time zone; "" for none."""
    return format_date(_local(value), get_language() or SOURCE_LANGUAGE) if value else ""


@register.filter
def near_day(value: date) -> str:
    """`{{ due|near_day }}`: "Fri, May 8" in the active language; a day that is half a year away as a `long_date`."""
    if abs(value - timezone.localdate()) > NEAR:
        return long_date(value)
    return format_day(value, get_language() or SOURCE_LANGUAGE)


@register.filter
def month(value: date | None) -> str:
    """`{{ page.launched|month }}`: "January 2016" in the active language; "" for none."""
    return format_month(value, get_language() or SOURCE_LANGUAGE) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """`{{ page.starts|clock }}`: "6:00 p.m. Pacific time" in the active language; "" for none."""
    return format_time(_local(value), get_language() or SOURCE_LANGUAGE) if value else ""


def _local(value: Moment) -> Moment:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def file_size(value: int) -> str:
    """`{{ edition.bytes|file_size }}`: "235 KB"."""
    return format_file_size(value)
