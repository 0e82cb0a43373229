"""Who may approve a translation into a language: a second reader of it, or, where none is at hand, an editor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import User
from cms.accounts.roles import TARGET_CODES, editors, is_editor, is_reviewer, may_see_translations, reviewers


class ReviewPolicy(models.Model):
    """How translations into a language are approved; a language without one is reviewed."""

    class Kind(models.TextChoices):
        REVIEWED = "reviewed", _("Reviewed: another person of this language approves")
        ATTESTED = "attested", _("Attested: where no second reader is at hand, an editor approves and says why")

    language = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.REVIEWED)

    class Meta:
        verbose_name_plural = "review policies"

    def __str__(self) -> str:
        return f"{self.language}: {self.kind}"


def attested_languages() -> set[str]:
    """Return the codes of the languages in which an editor may attest a translation; one query."""
    policies = ReviewPolicy.objects.filter(kind=ReviewPolicy.Kind.ATTESTED, language__in=TARGET_CODES)
    return set(policies.values_list("language", flat=True))


def may_attest(user: User, code: str) -> bool:
    """Return whether `user` may approve translations into `code` without being a reviewer of it; one query a user."""
    if not is_editor(user) or is_reviewer(user, code):
        return False
    # Lists ask for each of their texts.
    if "_attested" not in user.__dict__:
        user.__dict__["_attested"] = attested_languages()
    return code in user.__dict__["_attested"]


def may_read_desk(user: User, code: str) -> bool:
    """Return whether `user` works on translations into `code`, or may attest them."""
    return may_see_translations(user, code) or may_attest(user, code)


def deciders() -> dict[str, list[User]]:
    """Return language code → the active people who may approve texts in it; three queries at most."""
    people, attested = reviewers(), attested_languages()
    also = editors() if attested else []
    for code in attested:
        people[code] = [*people[code], *(person for person in also if person not in people[code])]
    return people
