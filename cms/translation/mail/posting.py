"""A letter goes out, as plain text and as HTML, in the language of who reads it."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.languages.languages import language
from cms.translation.mail.letters import Letter
from cms.translation.models import Assignment


def post(letter: Letter) -> None:
    """Send a letter. Raises `OSError` where the mail server does not take it."""
    with override(letter.language):
        account = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_account")
        farewell = _("You can turn these emails off in your account:")
        context = {
            "letter": letter,
            "language": language(letter.language),
            "site": settings.WAGTAIL_SITE_NAME,
            "account": account,
            "farewell": farewell,
        }
        mail = EmailMultiAlternatives(
            # What would begin another header ends the subject's own.
            subject=" ".join(letter.subject.split()),
            body=_plain(letter, farewell, account),
            to=[letter.to],
            headers={"Auto-Submitted": "auto-generated", "Content-Language": letter.language},
        )
        mail.attach_alternative(render_to_string("translation/mail/letter.html", context), "text/html")
    mail.send()
    Assignment.objects.filter(pk__in=letter.assignments).update(told=letter.user_id)


def _plain(letter: Letter, farewell: str, account: str) -> str:
    texts = "\n".join(f"– {' · '.join(text)}" for text in letter.texts)
    said = "\n".join(f"> {line}" for line in letter.said.splitlines())
    pieces = [
        letter.line,
        letter.about,
        texts,
        said,
        f"{letter.button}:\n{letter.address}",
        f"-- \n{farewell}\n{account}",
    ]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"
