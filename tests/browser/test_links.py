"""The whole site, served as it is to readers, as a machine walks it."""

from urllib.error import HTTPError
from urllib.request import urlopen

from tests.walking import assert_whole

PAGES = ("text/html", "application/xml")


def fetch(address: str) -> tuple[int, bytes]:
    try:
        with urlopen(address, timeout=30) as answer:
            return answer.status, answer.read() if answer.headers.get_content_type() in PAGES else b""
    except HTTPError as error:
        return error.code, b""


def test_no_link_is_broken_and_the_languages_point_at_each_other(live_site: str) -> None:
    assert_whole(live_site, fetch)
