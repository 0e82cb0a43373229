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


READ_ONLY = (
    "/{code}/",
    "/{code}/stories/",
    "/{code}/stories/feed/",
    "/{code}/stories/a-story/pdf/",
    "/{code}/stories/a-story/handout/en/",
    "/{code}/briefs/a-brief/v/1.0/",
    "/{code}/briefs/a-brief/v/1.0/pdf/",
    "/{code}/events/a-session/calendar/",
    "/{code}/search/?q=x",
    "/{code}/languages/",
)
WITHOUT_LANGUAGE = (
    "/sitemap.xml",
    "/robots.txt",
    "/files/images/tree.jpg",
    "/documents/1/plan.pdf",
    "/cards/1-0123456789abcdef.jpg",
    "/health/live/",
)
strict = pytest.mark.parametrize("client", [Client(enforce_csrf_checks=True)], ids=[""])


@strict
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", [*(path.format(code="es") for path in READ_ONLY), *WITHOUT_LANGUAGE])
def test_what_is_read_takes_nothing(client: Client, address: str, method: str) -> None:
    # The database is out of reach of this test.
    response = getattr(client, method)(address, {"page": "x"}, headers={"accept-language": "es"})
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert_says_it(response, 405, "es")
    assert response["X-Frame-Options"] == "DENY"


@strict
@pytest.mark.parametrize("code", ["en", "ar"])
def test_it_is_said_in_each_language(client: Client, code: str) -> None:
    assert_says_it(client.post(f"/{code}/stories/"), 405, code)


@strict
@pytest.mark.parametrize("list_of", ["stories.json", "platform.json", "platform.csv", "briefs.json"])
def test_programs_are_told_as_programs_read(client: Client, list_of: str) -> None:
    response = client.delete(f"/api/{list_of}")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json() == {"error": "Use one of GET, HEAD, OPTIONS."}


@strict
def test_who_asks_what_is_allowed_is_told(client: Client) -> None:
    for address in ("/en/stories/", "/en/search/", "/api/stories.json", "/sitemap.xml"):
        response = client.options(address)
        assert (response.status_code, response["Allow"], response.content) == (204, "GET, HEAD, OPTIONS", b"")


@strict
def test_forms_are_taken_and_their_tokens_asked_for_where_they_have_one(client: Client, db: None) -> None:
    assert client.post("/ar/languages/need/", {"page": "x"}).status_code == 404
    assert client.post("/ar/languages/problem/999999/", {"message": "x"}).status_code == 404
    with_token = ("/admin/login/", "/documents/authenticate_with_password/1/")
    assert {client.post(address).status_code for address in with_token} == {403}
    refused = client.put("/ar/languages/need/")
    assert refused["Allow"] == "GET, HEAD, POST"
    assert_says_it(refused, 405, "ar")
