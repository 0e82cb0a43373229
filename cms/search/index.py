"""Writing the index: what of a page goes into it, and when it leaves."""

from django.utils.text import slugify
from django.utils.translation import override
from wagtail.models import Page

from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.models import BasePage
from cms.search.analyser import fold, spellings, tokens
from cms.search.models import IndexEntry, IndexWord


def update(page: Page) -> None:
    """Make the entry of `page` what its public text is now; take it out where the page is not live or not public."""
    page = page.specific
    if not isinstance(page, BasePage):
        return
    if not page.live or page.get_view_restrictions().exists():
        IndexEntry.objects.filter(page_id=page.pk).delete()
        return
    language = page.locale.language_code
    with override(language):
        text, kind = page.reading_text().removeprefix(page.title).strip(), str(page.kind)
    with override(SOURCE_LANGUAGE):
        kind_key = slugify(page.kind)
    learn(f"{page.title}\n{text}", language)
    title_tokens = tokens(page.title, language)
    IndexEntry.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "language": language,
            "title": page.title,
            "title_key": fold(" ".join(page.title.split())),
            "kind": kind,
            "kind_key": kind_key,
            "text": text,
            "title_tokens": _line(title_tokens),
            "tokens": _line(title_tokens + tokens(text, language)),
        },
    )


def update_branch(page: Page) -> None:
    """Do `update` for `page` and all pages below it."""
    branch = Page.objects.descendant_of(page, inclusive=True)
    for descendant in branch.specific().select_related("locale", for_specific_subqueries=True).iterator():
        update(descendant)


def learn(text: str, language: str) -> None:
    """Keep the words of `text` for "did you mean"."""
    words = spellings(text, language).items()
    rows = (IndexWord(language=language, word=word, folded=folded) for word, folded in sorted(words))
    IndexWord.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _line(words: list[str]) -> str:
    return " ".join(dict.fromkeys(words))
