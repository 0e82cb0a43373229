"""What each kind of public page costs a reader and the database, on the demo content, without any cache."""

from collections.abc import Iterator

from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from benchmarks.measuring import Measurement
from cms.languages.languages import LANGUAGES
from tests.costs import statements
from tests.weights import KILOBYTE, page_types, weight


def measure() -> Iterator[Measurement]:
    """Yield the kilobytes of a first visit in each language, pictures aside, and the statements of the dearest one."""
    call_command("load_demo", "--everything")
    client = Client(headers={"host": "localhost"})
    for name, path in page_types().items():
        for language in LANGUAGES:
            found = weight(client, f"/{language.code}/{path}")
            yield Measurement(f"reading.kb.{name}.{language.code}", found.page / KILOBYTE, "KB")
        queries = max(_queries(client, f"/{language.code}/{path}") for language in LANGUAGES)
        yield Measurement(f"reading.queries.{name}", queries, "queries")


def _queries(client: Client, address: str) -> int:
    client.get(address)
    cache.clear()
    with statements() as asked:
        client.get(address)
    return len(asked)
