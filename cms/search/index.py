"""Writing the index: what of a page goes into it, and when it leaves."""

from django.utils.translation import override
from wagtail.models import Page

from cms.pages.models import BasePage
from cms.search.analyser import fold, tokens
from cms.search.models import IndexEntry


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
    title_tokens = tokens(page.title, language)
    IndexEntry.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "language": language,
            "title": page.title,
            "title_key": fold(" ".join(page.title.split())),
            "kind": kind,
            "text": text,
            "title_tokens": _padded(title_tokens),
            "tokens": _padded(title_tokens + tokens(text, language)),
        },
    )


def update_branch(page: Page) -> None:
    """Do `update` for `page` and all pages below it."""
    branch = Page.objects.descendant_of(page, inclusive=True)
    for descendant in branch.specific().select_related("locale", for_specific_subqueries=True).iterator():
        update(descendant)


def _padded(words: list[str]) -> str:
    return f" {' '.join(dict.fromkeys(words))} "
