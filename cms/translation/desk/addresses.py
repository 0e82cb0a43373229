"""Which addresses a translator may let a link lead to."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from cms.languages.languages import LANGUAGES

MAIL = "mailto:"
LONGEST = 2000
is_secure_address = URLValidator(schemes=["https"])


def cleaned_address(request: HttpRequest, typed: str) -> str:
    """
    Return a typed address as it is stored: https, mailto, or the path of a public page of this site.

    Raises `ValidationError` with a sentence that says what is wrong.
    """
    address = typed.strip()
    for own in {settings.BASE_URL.rstrip("/"), f"{request.scheme}://{request.get_host()}"}:
        if address == own or address.startswith(f"{own}/"):
            address = address.removeprefix(own) or "/"
    if address.startswith("/") and not address.startswith("//"):
        return _public_path(request, address)
    if len(address) > LONGEST:
        raise ValidationError(_("This address is too long."))
    if address.startswith(MAIL):
        validate_email(address.removeprefix(MAIL))
        return address
    try:
        is_secure_address(address)
    except ValidationError as error:
        message = _("Write an address that begins with https:// or mailto:, or that of a page of this site.")
        raise ValidationError(message) from error
    return address


def _public_path(request: HttpRequest, address: str) -> str:
    path = address.partition("#")[0].partition("?")[0]
    code, _slash, rest = path.lstrip("/").partition("/")
    page = None
    if code in {language.code for language in LANGUAGES}:
        with override(code):
            page = Page.find_for_request(request, rest)
    if page is None or not page.live or page.get_view_restrictions().exists():
        raise ValidationError(_("This site has no public page at this address."))
    return address
