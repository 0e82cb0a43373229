from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.rich_text.editors.draftail.features import PluginFeature
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.links import LinkInReadersLanguage
from cms.pages.public import is_public


@hooks.register("before_serve_page", order=-100)
def one_language(page: Page, request: HttpRequest, args: list, kwargs: dict) -> None:
    """
    Never serve a page whose language is not that of its address, an alias, or what is not public.

    While a language's home page is missing or a draft, Wagtail answers with the English page, its PDF included. Of a
    private page nothing is told to those who are not signed in; for those who are, Wagtail's own restrictions hold.
    """
    if getattr(page, "is_listed", None) is None:
        # A home page: every other one was asked when its address was looked up.
        found = Page.objects.select_related("locale").annotate(is_listed=is_public()).get(pk=page.pk)
        page.locale, page.is_listed = found.locale, found.is_listed
    code = page.locale.language_code
    if code != get_language() or page.alias_of_id:
        raise Http404
    if not page.is_listed and (code != SOURCE_LANGUAGE or not request.user.is_authenticated):
        raise Http404
    # For whoever counts readers.
    request.served_page = page  # type: ignore[attr-defined]


@hooks.register("insert_editor_js")
def scripts_of_the_editor() -> SafeString:
    """What the scripts of the editor say stands in the page, in the language of who writes."""
    words = {
        "charactersLeft": _("Characters left:"),
        "charactersTooMany": _("Characters too many:"),
        "wordsLeft": _("Words left:"),
        "wordsTooMany": _("Words too many:"),
        "leftOut": _("Left out of what you pasted: %(things)s."),
        "tables": _("tables"),
        "pictures": _("pictures"),
        "films": _("recordings and embedded pages"),
        "forms": _("form fields"),
        "notes": _("Notes are in the text as they were numbered: check where they belong."),
        "linkedNotes": _("The numbers of the notes are links now: move what the notes say from the end to Notes."),
    }
    scripts = [(static(f"js/{name}.js"),) for name in ("counters", "saving")]
    return json_script(words, "editing-words") + format_html_join("\n", '<script src="{}" defer></script>', scripts)


@hooks.register("insert_global_admin_css")
def style_of_the_editor() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/editor.css"))


@hooks.register("register_rich_text_features")
def pasting(features: FeatureRegistry) -> None:
    """A feature of its own, so that each rich text says whether stories are pasted into it."""
    features.register_editor_plugin("draftail", "pasting", PluginFeature({"type": "pasting"}, js=["js/pasting.js"]))


# After Wagtail's own, whose place it takes.
@hooks.register("register_rich_text_features", order=1)
def links_to_pages(features: FeatureRegistry) -> None:
    features.register_link_type(LinkInReadersLanguage)
