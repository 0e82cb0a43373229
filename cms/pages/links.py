"""The links to pages that stand in rich text."""

from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from cms.languages.availability import address_of, path_in_languages


class LinkInReadersLanguage(PageLinkHandler):
    """
    A link to a page leads to its address in the reader's language, where that language says so if it has none yet.

    Wagtail's own falls back to the English address in silence, and asks two queries a link; here all links of a text
    take one.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        keys = [attrs.get("id", "") for attrs in attrs_list]
        pages = Page.objects.select_related("locale").in_bulk([key for key in keys if key.isdecimal()])
        by_key = {str(key): page for key, page in pages.items()}
        return [cls._opening_tag(by_key.get(key)) for key in keys]

    @staticmethod
    def _opening_tag(page: Page | None) -> str:
        if page is None:
            return "<a>"
        return format_html('<a href="{}">', path_in_languages(address_of(page))[get_language() or ""])
