from django.http import HttpRequest

from cms.accounts.models import User


class StaffRequest(HttpRequest):
    """A request behind the admin's sign-in, where the user is always one of ours."""

    user: User
