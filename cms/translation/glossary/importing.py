"""Taking a file into the glossary: first what it would change, then the change."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from wagtail.log_actions import log

from cms.accounts.models import User
from cms.translation.glossary.models import GlossaryEntry, GlossaryForm
from cms.translation.glossary.terms import Term


@dataclass(frozen=True)
class Plan:
    """What a file adds and changes (each as it is, then as it would be); what it does not name stays as it is."""

    added: tuple[Term, ...]
    changed: tuple[tuple[Term, Term], ...]
    unchanged: int

    @property
    def fingerprint(self) -> str:
        """What is the same for two plans that do the same."""
        return sha256(repr((self.added, self.changed)).encode()).hexdigest()


def plan_import(terms: Iterable[Term]) -> Plan:
    """Return what taking `terms` into the glossary would do; two queries, nothing is changed."""
    existing = {term.key: term for term in GlossaryEntry.objects.terms()}
    added, changed, unchanged = [], [], 0
    for term in terms:
        known = existing.get(term.key)
        if known is None:
            added.append(term)
        elif known != term:
            changed.append((known, term))
        else:
            unchanged += 1
    return Plan(tuple(added), tuple(changed), unchanged)


@transaction.atomic
def carry_out(plan: Plan, *, user: User | None) -> None:
    """Do what `plan` says, in the name of `user`."""
    for term in plan.added:
        log(_saved(GlossaryEntry(), term), "wagtail.create", user=user)
    # Found as `plan_import` found them: databases do not agree on upper and lower case beyond English.
    entries = {entry.term: entry for entry in GlossaryEntry.objects.all()}
    for before, after in plan.changed:
        entry = entries[before.english]
        entry.wordings.all().delete()
        log(_saved(entry, after), "wagtail.edit", user=user)


def _saved(entry: GlossaryEntry, term: Term) -> GlossaryEntry:
    entry.term, entry.note = term.english, term.note
    entry.do_not_translate, entry.needs_native_decision = term.do_not_translate, term.needs_native_decision
    entry.wordings.set(
        GlossaryForm(language=form.language, kind=form.kind, text=form.text, sort_order=place)
        for place, form in enumerate(term.forms)
    )
    entry.save()
    return entry
