from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from cms.accounts.models import User
from cms.accounts.roles import ADMINISTRATORS, EDITORS, REVIEWERS, TRANSLATORS, group_names, is_editor

READERS = frozenset({ADMINISTRATORS, EDITORS, *TRANSLATORS.values(), *REVIEWERS.values()})
READING = "view"


class GlossaryPermissionPolicy(BasePermissionPolicy):
    """Editors and administrators write the glossary; translators and reviewers of any language read it."""

    def user_has_permission(self, user: User, action: str) -> bool:
        return bool(READERS & group_names(user)) if action == READING else is_editor(user)

    def users_with_any_permission(self, actions: list[str]) -> QuerySet:
        groups = READERS if READING in actions else {ADMINISTRATORS, EDITORS}
        return get_user_model().objects.filter(is_active=True, groups__name__in=groups).distinct()
