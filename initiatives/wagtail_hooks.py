from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from initiatives.models import InitiativePage


@hooks.register("before_delete_page")
def keep_what_has_parts(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse(request, [page])


@hooks.register("before_bulk_action")
def keep_what_has_parts_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Page], action: object
) -> HttpResponse | None:
    return _refuse(request, objects) if action_type == "delete" else None


def _refuse(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """An initiative is not deleted while there are collaborations below it, nor is a page above such an initiative."""
    for page in pages:
        initiative = InitiativePage.objects.descendant_of(page, inclusive=True).filter(numchild__gt=0).first()
        if initiative is not None:
            sentence = ngettext(
                "“%(title)s” cannot be deleted: there is a collaboration below it. Move or delete that first.",
                "“%(title)s” cannot be deleted: there are %(n)s collaborations below it. Move or delete those first.",
                initiative.numchild,
            )
            messages.error(request, sentence % {"title": initiative.title, "n": initiative.numchild})
            return redirect("wagtailadmin_explore", initiative.pk)
    return None
