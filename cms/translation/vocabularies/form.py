"""What the form of a sheet sends without a script: every box that was changed."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cms.accounts.requests import StaffRequest
from cms.translation.desk.form import keep_one, typed_texts
from cms.translation.drafts import Typed
from cms.translation.review import Problem
from cms.translation.status import refresh_status
from cms.translation.vocabularies.actions import TermProblem, named
from cms.translation.vocabularies.sheet import Sheet, Version


def keep_boxes(request: StaffRequest, sheet: Sheet, done: str) -> list[TermProblem]:
    """
    Keep what was typed; `done` is the name of a box that is the translation now.

    Return what stands in the way, with every text that was not kept. Raises `PermissionDenied` for a box of a language
    that is another's, and then keeps nothing.
    """
    versions = {str(version.translation.pk): version for version in sheet.versions() if version.translation}
    problems, for_terms = [], []
    for typed in typed_texts(request, done):
        key, _dash, identifier = typed.id.partition("-")
        version = versions.get(key)
        if version is None:
            gone = _("This text is not there any longer.")
            problems.append(TermProblem("", f"{gone} {typed.text}"))
        elif not version.column.may_translate:
            raise PermissionDenied
        else:
            for_terms.append((version, replace(typed, id=identifier)))
    for version, typed in for_terms:
        problems += named(_keep(version, typed, request), version)
    return problems


def _keep(version: Version, typed: Typed, request: StaffRequest) -> list[Problem]:
    if version.translation is None or version.review is not None:
        reason = _("This text is in review and cannot be changed. You typed: “%(text)s”")
        return [Problem(reason % {"text": typed.text})]
    problems = keep_one(version.translation, typed, request.user)
    refresh_status(version.target)
    return problems
