"""Many terms at once, each as if it were done on its own desk: in its own transaction, with its own refusal."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cms.accounts.models import User
from cms.accounts.roles import is_editor, is_reviewer, is_translator
from cms.translation.assignments import Order
from cms.translation.forms import ReturnForm
from cms.translation.models import Sending
from cms.translation.review import (
    NotInReviewError,
    Problem,
    SubmissionRefusedError,
    approve,
    return_with_comment,
    submit_for_review,
)
from cms.translation.sending_several import plan, send_several
from cms.translation.vocabularies.sheet import Sheet, Version


@dataclass(frozen=True)
class TermProblem:
    """What stands in the way of one term, in a sentence; `box` is the name of the box to go to, if it is one."""

    term: str
    message: str
    box: str = ""


@dataclass
class Outcome:
    """With how many terms something was done, and why not with others."""

    done: int = 0
    problems: list[TermProblem] = field(default_factory=list)


def named(problems: Iterable[Problem], version: Version) -> list[TermProblem]:
    """Return the problems of one term as the sheet tells them."""
    prefix = f"{version.translation.pk}-" if version.translation else ""
    return [
        TermProblem(version.term.name, problem.message, prefix + problem.segment if problem.segment else "")
        for problem in problems
    ]


def submit_ready(sheet: Sheet, code: str, *, user: User) -> Outcome:
    """
    Submit the terms of which every part is done and something is new; others wait for their translator.

    Raises `PermissionDenied` for who does not translate into the language.
    """
    if not is_translator(user, code):
        raise PermissionDenied
    outcome = Outcome()
    for version in sheet.versions(code):
        if version.translation is None or not version.is_ready:
            continue
        try:
            submit_for_review(version.translation, user=user)
        except SubmissionRefusedError as error:
            outcome.problems += named(error.problems, version)
        except PermissionDenied:
            # Somebody else submitted it since the sheet was loaded.
            continue
        else:
            outcome.done += 1
    return outcome


def approve_shown(sheet: Sheet, code: str, *, shown: Collection[str], user: User) -> Outcome:
    """
    Approve and publish what waits in a language, as far as it was `shown`: the keys of reviews.

    What `user` wrote is left to somebody else. Raises `PermissionDenied` for who does not review the language.
    """
    if not is_reviewer(user, code):
        raise PermissionDenied
    outcome = Outcome()
    for version in sheet.versions(code):
        if version.review is None or str(version.review.pk) not in shown:
            continue
        try:
            approve(version.target, user=user)
        except NotInReviewError as error:
            outcome.problems += named(map(Problem, error.messages), version)
        except PermissionDenied:
            own = Problem(_("You translated this, so someone else approves it."))
            outcome.problems += named([own], version)
        else:
            outcome.done += 1
    return outcome


def send_unsent(sheet: Sheet, *, user: User) -> Sending | None:
    """
    Ask the worker to send the terms that a language does not have yet; None where every language has all of them.

    Raises `PermissionDenied` for who does not send texts.
    """
    if not is_editor(user):
        raise PermissionDenied
    unsent = sheet.unsent
    terms = {term.pk: term for terms in unsent.values() for term in terms}
    planned = plan(terms.values(), user)
    to_send = {code: [term for term in texts if term in unsent[code]] for code, texts in planned.to_send.items()}
    languages = [code for code, texts in to_send.items() if texts]
    if not languages:
        return None
    title = str(sheet.vocabulary.label)
    return send_several(replace(planned, to_send=to_send), languages=languages, order=Order(), user=user, title=title)


def return_one(sheet: Sheet, key: str, *, comment: str, user: User) -> list[TermProblem]:
    """
    Give the term with the review `key` back to who translated it; return what stands in the way.

    Raises `PermissionDenied` for who does not decide on it.
    """
    for version in sheet.versions():
        if version.review is None or str(version.review.pk) != key:
            continue
        form = ReturnForm({"comment": comment})
        if not form.is_valid():
            if not version.may_decide:
                raise PermissionDenied
            return named([Problem(str(message)) for message in form.errors["comment"]], version)
        try:
            return_with_comment(version.target, user=user, comment=form.cleaned_data["comment"])
        except NotInReviewError as error:
            return named([Problem(f"{message} “{comment}”") for message in error.messages], version)
        return []
    return [TermProblem("", f"{_('This text is no longer in review.')} “{comment}”")]
