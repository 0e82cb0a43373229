"""Readers who pay for every kilobyte: their browser says so, and the page leaves out faces and covers."""

from django.http import HttpRequest


def saves_data(request: HttpRequest | None) -> bool:
    """Return whether the reader's browser asks for less (`Save-Data: on`)."""
    return request is not None and request.headers.get("Save-Data", "").strip().lower() == "on"
