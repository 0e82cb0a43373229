"""The first screen after signing in: what waits for me, what I edited, what others have in review."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from cms.accounts.models import User
from cms.accounts.roles import CODES, is_editor, is_reviewer, is_translator
from cms.staff.edited import recently_edited
from cms.staff.queue import queue
from cms.staff.reviews import reviews, terms_together


class Dashboard(Component):
    """The three lists of a person's own work; a fixed number of queries, however long they are."""

    name = "dashboard"
    template_name = "staff/dashboard.html"
    order = 50

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user: User = parent_context["request"].user
        in_review = reviews(user)
        return {
            "waiting": queue(user, in_review),
            "edited": recently_edited(user),
            "in_review": terms_together(review for review in in_review if user not in review.deciders),
            "nothing_waits": nothing_waits(user),
            "nothing_edited": nothing_edited(user),
        }


def nothing_waits(user: User) -> str:
    """Return what to do, or to expect, where nothing waits for `user`."""
    if is_editor(user):
        return _("Nothing waits for you. Choose a section in the menu to write or to send a text for translation.")
    if any(is_translator(user, code) for code in CODES):
        return _("Nothing waits for you. A text appears here as soon as an editor sends it for translation.")
    if any(is_reviewer(user, code) for code in CODES):
        return _("Nothing waits for you. A text appears here as soon as somebody submits it for review.")
    return _("Nothing waits for you.")


def nothing_edited(user: User) -> str:
    """Return where to begin, for a person who has not edited anything; empty for one who does not edit."""
    if is_editor(user):
        return _("You have not edited anything yet. Choose a section in the menu and add a page.")
    if any(is_translator(user, code) for code in CODES):
        return _("You have not translated anything yet. Open a text from the list above and begin.")
    return ""
