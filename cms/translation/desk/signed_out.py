"""
What a form sends when its sign-in has ended: kept until the same person has signed in again.

Only a browser without script needs it: with it, what is typed is kept in the browser.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.accounts.requests import StaffRequest

# The field of a form that says who has opened it: nobody else can leave anything here.
OWNER = "owner"
KEPT = "typed-before-signing-in"
MOST_LETTERS = 200_000
# Nobody submits or decides by signing in: what was typed is kept, and nothing else is done.
KEEPS = {"approve": "remarks", "return": "remarks", "remarks": "remarks"}
signer = Signer(salt="cms.translation.desk.signed_out")


def owner_mark(user: User) -> str:
    """Return what a form says of who has opened it."""
    return signer.sign(str(user.pk))


class KeepTypedMiddleware:
    """Keeps in the session what a desk or a sheet sends after its sign-in has ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            self._keep(request)
        return self.get_response(request)

    def _keep(self, request: HttpRequest) -> None:
        try:
            owner = signer.unsign(request.POST.get(OWNER, ""))
        except BadSignature:
            return
        sent: Any = request.POST.copy()
        sent["action"] = KEEPS.get(sent.get("action", ""), "save")
        text = sent.urlencode()
        if len(text) <= MOST_LETTERS:
            request.session[KEPT] = {"owner": owner, "path": request.path, "sent": text}


def take_up(request: StaffRequest) -> None:
    """Let a request for a form be what its reader had sent there when the sign-in had ended, if that is so."""
    kept = request.session.get(KEPT)
    if request.method != "GET" or not kept or (kept["owner"], kept["path"]) != (str(request.user.pk), request.path):
        return
    del request.session[KEPT]
    request.method, request.POST = "POST", QueryDict(kept["sent"])  # type: ignore[assignment]
    messages.info(request, _("You were signed out. What you had typed is here again."))
