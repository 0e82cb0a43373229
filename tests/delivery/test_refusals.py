"""What is refused is refused with the right status, in the reader's language, and with somewhere to go."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import permission_denied

ARABIC = {"accept-language": "ar, en;q=0.5"}


def assert_says_it(response: Any, status: int, code: str) -> None:
    """Check that a page in this language says what is wrong and leads on."""
    assert response.status_code == status
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == code
    assert soup.h1.get_text(strip=True)
    assert {link["href"] for link in soup.select("main a")} >= {f"/{code}/", f"/{code}/stories/"}
    assert not response.cookies


@pytest.mark.parametrize(("address", "code"), [("/es/stories/", "es"), ("/sitemap.xml", "ar"), ("/files/x.jpg", "ar")])
def test_a_request_for_another_site_gets_a_page(client: Client, address: str, code: str) -> None:
    # The database is out of reach of this test.
    assert_says_it(client.get(address, headers={"host": "elsewhere.example", **ARABIC}), 400, code)


def test_what_is_refused_before_anybody_asked_for_the_language_is_told_in_it(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    with translation.override("es"):
        assert_says_it(client.get("/ar/", headers={"host": "elsewhere.example"}), 400, "ar")


def test_what_is_too_long_to_be_read_gets_a_page(client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert_says_it(client.post("/ar/languages/need/", {"page": "x" * 100}), 400, "ar")


def test_what_is_not_open_to_a_reader_gets_a_page() -> None:
    request = RequestFactory().get("/es/")
    request.user = None  # type: ignore[assignment]
    with translation.override("es"):
        response: HttpResponse = permission_denied(request, PermissionDenied())
    assert_says_it(response, 403, "es")
