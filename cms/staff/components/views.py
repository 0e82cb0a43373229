"""Every component of the public pages, from left to right and from right to left, as its template prints it now."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from wagtail.admin.menu import MenuItem

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_editor
from cms.languages.languages import LANGUAGES
from cms.staff.components.samples import samples, surroundings

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
# One language for each direction.
SHOWN = [each for each in LANGUAGES if each.code in ("en", "ar")]


class ComponentsMenuItem(MenuItem):
    """The way to the screen, for whoever writes or designs; it holds nothing that is not public."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Components"), reverse("components"), icon_name="duplicate", order=40)

    def is_shown(self, request: StaffRequest) -> bool:
        return is_editor(request.user)


def component_names() -> list[str]:
    """Return the names of all components, as their templates are called."""
    return sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.html"))


def components(request: StaffRequest) -> HttpResponse:
    """Show all components, each in both directions."""
    return render(request, "staff/components.html", {"names": component_names(), "languages": SHOWN})


@xframe_options_sameorigin
def component(request: StaffRequest, name: str, code: str) -> HttpResponse:
    """Show one component alone, under the style sheets of the public pages."""
    if name not in component_names() or code not in [each.code for each in SHOWN]:
        raise Http404
    with translation.override(code):
        context = {**surroundings(code), **samples(code).get(name, {}), "template": f"components/{name}.html"}
        return HttpResponse(render(request, "staff/component.html", context).content)
