"""What helps with one part: earlier translations, words of the glossary, the other language, what stood here before."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.accounts.requests import StaffRequest
from cms.languages.languages import Language, language
from cms.translation.formatting import plain, word_difference
from cms.translation.glossary.checking import known_terms
from cms.translation.glossary.occurrences import terms_in
from cms.translation.glossary.terms import Kind
from cms.translation.memory import concordance, exact, near, text_for
from cms.translation.models import Draft, EarlierDraft
from cms.translation.policies import may_read_desk
from cms.translation.segments import Segment, as_read, find_row, without_links

EMPTY = SafeString()
# Earlier translations, terms and the other language share so many lines, so that the next part stays in sight; only
# terms take more where they need it.
LINES = 3


@dataclass(frozen=True)
class Offer:
    """
    A text that can be put into the box: `text` as it is typed, `score` how near its English is, in percent.

    `difference` is what is otherwise in the English of this part, word by word.
    """

    score: int
    text: str
    source: str
    origin: str
    difference: SafeString = EMPTY


@dataclass(frozen=True)
class TermShown:
    """A word of the glossary that stands in the part, and how to say it."""

    english: str
    forms: list[str]
    note: str


@dataclass(frozen=True)
class OtherLanguage:
    """The same part as another language has it."""

    language: Language
    text: str


def from_memory(segments: list[Segment], code: str) -> list[Segment]:
    """Fill in what was approved for the very same English before; it counts when somebody has looked at it."""
    empty = [without_links(segment.source_part) for segment in segments if segment.state == "empty"]
    known = exact(empty, code) if empty else {}
    filled = []
    for segment in segments:
        source = without_links(segment.source_part)
        if segment.state == "empty" and not segment.version and source in known:
            text = as_read(source, text_for(source, known[source]))
            filled.append(replace(segment, state="memory", text=text))
        else:
            filled.append(segment)
    return filled


def show_help(request: StaffRequest, translation_id: int, identifier: str) -> HttpResponse:
    """Show what helps with one part; with `?words=`, how these English words were translated before."""
    translation = get_object_or_404(Translation.objects.select_related("target_locale"), pk=translation_id)
    target = language(translation.target_locale.language_code)
    if not may_read_desk(request.user, target.code):
        raise PermissionDenied
    row = find_row(translation, identifier)
    words = request.GET.get("words", "").strip()[:100]
    context: dict[str, Any] = {"target": target, "words": words}
    if row is not None:
        terms, others = _terms(row, target.code), _others(row, target.code)
        context |= {
            "offers": _offers(row, target.code, limit=LINES - bool(terms) - bool(others)),
            "terms": terms,
            "others": others,
            "earlier": _earlier(translation, row),
        }
    if words:
        context["found"] = [
            Offer(0, as_read(entry.source, entry.text), as_read(entry.source, entry.source), entry.title)
            for entry in concordance(words, target.code, limit=5)
        ]
    return render(request, "translation/desk/part_help.html", context)


def _offers(row: StringSegment, code: str, *, limit: int) -> list[Offer]:
    source = row.string.data
    return [
        Offer(
            found.score,
            as_read(source, found.text),
            as_read(found.source, found.source),
            found.origin,
            word_difference(*(plain(text, has_markup=True) for text in (found.source, source)), context=2),
        )
        for found in near(source, code, limit=limit)
    ]


def _terms(row: StringSegment, code: str) -> list[TermShown]:
    terms = {occurrence.term.key: occurrence.term for occurrence in terms_in(row.string.data, known_terms())}
    return [
        TermShown(
            term.english, [form.text for form in term.forms_in(code) if form.kind is not Kind.FORBIDDEN], term.note
        )
        for term in terms.values()
    ]


def _others(row: StringSegment, code: str) -> list[OtherLanguage]:
    stored = StringTranslation.objects.filter(translation_of=row.string_id, context=row.context_id, has_error=False)
    others = stored.exclude(locale__language_code=code).select_related("locale")
    return [
        OtherLanguage(language(other.locale.language_code), as_read(row.string.data, other.data)) for other in others
    ]


def _earlier(translation: Translation, row: StringSegment) -> list[EarlierDraft]:
    drafts = Draft.objects.filter(translation=translation, context=row.context_id, string=row.string_id)
    return list(EarlierDraft.objects.filter(draft__in=drafts).select_related("typed_by")[:10])
