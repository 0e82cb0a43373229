from typing import Any

from django.core.management.base import BaseCommand

from cms.accounts.roles import ensure_roles
from cms.translation.reading_anew import read_sources_anew
from cms.translation.workflows import ensure_review_workflow
from home.roots import ensure_language_roots


class Command(BaseCommand):
    help = (
        "Make what every installation has: language roots, roles and the review workflow; read anew what was sent for "
        "translation before the code changed. Changes nothing twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_language_roots()
        ensure_roles()
        ensure_review_workflow()
        read_sources_anew()
