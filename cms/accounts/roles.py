"""Who may do what: the groups of the site, made by code and the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import F, Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.accounts.models import User

ADMINISTRATORS = "Administrators"
EDITORS = "Editors"
PRESS = "Press"
CODES = tuple(code for code, _name in settings.LANGUAGES)
TARGET_CODES = tuple(code for code in CODES if code != settings.LANGUAGE_CODE)
TRANSLATORS = {code: f"Translators ({code})" for code in TARGET_CODES}
REVIEWERS = {code: f"Reviewers ({code})" for code in CODES}
GROUPS = (ADMINISTRATORS, EDITORS, PRESS, *TRANSLATORS.values(), *REVIEWERS.values())

# Groups that Wagtail's own migrations make and that would be a second way to publish.
WAGTAIL_GROUPS = ("Moderators",)

# What editors write besides pages. Nobody holds "publish" or "delete" on these: a review publishes, and nothing that
# pages point at is deleted.
EDITED_MODELS = (
    "directory.contactpoint",
    "directory.fundingacknowledgement",
    "directory.organisation",
    "directory.person",
    "directory.reusabletext",
    "directory.statistic",
    "directory.term",
)
LIBRARY_MODELS = ("library.libraryimage", "library.librarydocument", "library.recording")
# Whether somebody may choose a picture or a document Wagtail asks of its own models, whatever model a site has.
CHOSEN_MODELS = ("wagtailimages.image", "wagtaildocs.document")

EDITOR_PAGE_PERMISSIONS = ("add_page", "change_page")
ADMINISTRATOR_PAGE_PERMISSIONS = (
    "add_page",
    "change_page",
    "publish_page",
    "bulk_delete_page",
    "lock_page",
    "unlock_page",
)


def group_names(user: User) -> frozenset[str]:
    """Return the names of the groups of an active user; one query a user object."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    if "_group_names" not in user.__dict__:
        user.__dict__["_group_names"] = frozenset(user.groups.values_list("name", flat=True))
    return user.__dict__["_group_names"]


def is_editor(user: User) -> bool:
    """Return whether the user writes the source language and sends it for translation."""
    return bool({EDITORS, ADMINISTRATORS} & group_names(user))


def is_administrator(user: User) -> bool:
    """Return whether the user keeps the house."""
    return ADMINISTRATORS in group_names(user)


def is_translator(user: User, code: str) -> bool:
    """Return whether the user translates into the language `code`."""
    return TRANSLATORS.get(code) in group_names(user)


def is_reviewer(user: User, code: str) -> bool:
    """Return whether the user approves texts in the language `code`."""
    return REVIEWERS.get(code) in group_names(user)


def may_see_translations(user: User, code: str) -> bool:
    """Return whether the user may read translations into `code` that are not public."""
    return is_translator(user, code) or is_reviewer(user, code) or is_administrator(user)


def reviewers() -> dict[str, list[User]]:
    """Return language code → the active people who approve texts in it, by name; one query."""
    active = get_user_model().objects.filter(is_active=True, groups__name__in=REVIEWERS.values())
    people = list(active.annotate(group_name=F("groups__name")).order_by("username"))
    return {code: [person for person in people if person.group_name == name] for code, name in REVIEWERS.items()}


def editors() -> list[User]:
    """Return the active people who write the source language, by name; one query."""
    active = get_user_model().objects.filter(is_active=True, groups__name__in=(EDITORS, ADMINISTRATORS))
    return list(active.distinct().order_by("username"))


def translators_into(code: str) -> QuerySet[User]:
    """Return the active people who translate into the language `code`, by name."""
    active = get_user_model().objects.filter(is_active=True, groups__name=TRANSLATORS[code])
    return active.order_by("first_name", "last_name", "username")


@transaction.atomic
def ensure_roles() -> None:
    """
    Make every group with exactly the rights of its role; running it again changes nothing.

    Translators and reviewers hold no page or snippet permission of Wagtail: they act through the views of
    `cms.translation`, so no other screen has anything to offer them. Translators may choose from the library, for a
    picture of their language. Raises `Page.DoesNotExist` before the language
    roots are there.
    """
    Group.objects.filter(name__in=WAGTAIL_GROUPS).delete()
    access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in GROUPS}
    for group in groups.values():
        group.permissions.set(access)
    groups[EDITORS].permissions.set(access | _permissions(EDITED_MODELS, ("add", "change", "lock", "unlock")))
    groups[ADMINISTRATORS].permissions.set(_administration())

    english_root = Page.objects.get(sites_rooted_here__is_default_site=True)
    _set_page_permissions(groups, {EDITORS: (english_root, EDITOR_PAGE_PERMISSIONS)})
    _set_page_permissions(groups, {ADMINISTRATORS: (Page.get_first_root_node(), ADMINISTRATOR_PAGE_PERMISSIONS)})
    edits = _permissions(LIBRARY_MODELS, ("add", "change", "choose"))
    chooses = _permissions(CHOSEN_MODELS, ("choose",))
    rights = dict.fromkeys((EDITORS, ADMINISTRATORS), edits) | dict.fromkeys(TRANSLATORS.values(), chooses)
    for name, permissions in rights.items():
        for permission in permissions:
            GroupCollectionPermission.objects.get_or_create(
                group=groups[name], collection=Collection.get_first_root_node(), permission=permission
            )


def _permissions(models: tuple[str, ...], actions: tuple[str, ...]) -> QuerySet[Permission]:
    wanted = Q()
    for label in models:
        app_label, model = label.split(".")
        wanted |= Q(content_type__app_label=app_label, codename__in=[f"{action}_{model}" for action in actions])
    return Permission.objects.filter(wanted)


def _administration() -> QuerySet[Permission]:
    """Everything but publishing texts past their review and the screens of wagtail-localize."""
    return Permission.objects.exclude(codename__startswith="publish_").exclude(
        content_type__app_label="wagtail_localize"
    )


def _set_page_permissions(groups: dict[str, Group], rights: dict[str, tuple[Page, tuple[str, ...]]]) -> None:
    for name, (page, codenames) in rights.items():
        permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
        GroupPagePermission.objects.filter(group=groups[name]).exclude(page=page, permission__in=permissions).delete()
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=groups[name], page=page, permission=permission)
