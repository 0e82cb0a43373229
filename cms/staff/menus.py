"""The menu at the side: the sections by their public names, and nothing that a role has no use for."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.permissions import page_permission_policy

from cms.accounts.models import User
from cms.accounts.roles import is_editor
from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.navigation import ENTRIES, MORE_ENTRIES

# The entries of the public menus that have pages below them, with an icon.
ICONS = {
    "stories/": "openquote",
    "platform/": "list-ol",
    "briefs/": "doc-full",
    "initiatives/": "group",
    "events/": "calendar",
    "press/": "mail",
    "media/": "view",
}
SECTIONS = tuple((label, address) for label, address in (*ENTRIES, *MORE_ENTRIES) if address in ICONS)
DASHBOARD, FIRST_SECTION = 1, 10
DEPTH_OF_SECTIONS = 3

# The one workflow and the three languages are made by code; these screens refuse to change them, or say the same as the
# dashboard does.
HIDDEN = (
    "wagtaillocales:index",
    "wagtailadmin_workflows:index",
    "wagtailadmin_workflows:task_index",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
)


def dashboard_item() -> MenuItem:
    return MenuItem(_("My work"), reverse("wagtailadmin_home"), name="dashboard", icon_name="home", order=DASHBOARD)


def section_items(user: User) -> list[MenuItem]:
    """Return the sections of the English tree that `user` may edit, each leading to its pages; one query."""
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    in_english = editable.filter(depth=DEPTH_OF_SECTIONS, locale__language_code=SOURCE_LANGUAGE)
    keys = {f"{slug}/": pk for slug, pk in in_english.values_list("slug", "pk")}
    return [
        MenuItem(
            label,
            reverse("wagtailadmin_explore", args=[keys[address]]),
            name=f"section-{address.strip('/')}",
            icon_name=ICONS[address],
            order=FIRST_SECTION + position,
        )
        for position, (label, address) in enumerate(SECTIONS)
        if address in keys
    ]


def with_public_names(items: list[MenuItem]) -> list[MenuItem]:
    """Call wagtailmedia's files what everybody here calls them."""
    return [
        MenuItem(_("Recordings"), item.url, name=item.name, icon_name=item.icon_name, order=450)
        if item.name == "media"
        else item
        for item in items
    ]


def without_hidden(items: list[MenuItem]) -> list[MenuItem]:
    hidden = {reverse(name) for name in HIDDEN}
    return [item for item in items if item.url not in hidden]


def help_items(items: list[MenuItem], user: User) -> list[MenuItem]:
    """Keep the keys of the editor, for those who use it; what else is there leads to other sites."""
    return [item for item in items if is_editor(user) and not item.url.startswith("http")]
