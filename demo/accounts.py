"""The people of the demo: one for each role, all with the same password."""

import os
import secrets

from django.contrib.auth.models import Group
from django.db import transaction

from cms.accounts import roles
from cms.accounts.models import User

ADMINISTRATOR = "admin"
EDITOR = "editor"
TRANSLATORS = {code: f"translator_{code}" for code in roles.TRANSLATORS}
REVIEWERS = {code: f"reviewer_{code}" for code in roles.REVIEWERS}

# User name → group.
ACCOUNTS = {
    ADMINISTRATOR: roles.ADMINISTRATORS,
    EDITOR: roles.EDITORS,
    "editor2": roles.EDITORS,
    **{name: roles.TRANSLATORS[code] for code, name in TRANSLATORS.items()},
    **{name: roles.REVIEWERS[code] for code, name in REVIEWERS.items()},
    "press": roles.PRESS,
}


@transaction.atomic
def ensure_accounts() -> str | None:
    """
    Make the accounts that are missing, with the password of `DEMO_PASSWORD` or a random one.

    Return that password; None where every account was there already. An account that is there keeps what it has.
    """
    existing = set(User.objects.filter(username__in=ACCOUNTS).values_list("username", flat=True))
    missing = [name for name in ACCOUNTS if name not in existing]
    if not missing:
        return None
    password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(12)
    for name in missing:
        is_administrator = name == ADMINISTRATOR
        user = User.objects.create_user(
            name, password=password, is_superuser=is_administrator, is_staff=is_administrator
        )
        user.groups.add(Group.objects.get(name=ACCOUNTS[name]))
    return password


def people() -> dict[str, User]:
    """Return the demo accounts by user name; raises `KeyError` on use of one that is not there."""
    return {user.username: user for user in User.objects.filter(username__in=ACCOUNTS)}
