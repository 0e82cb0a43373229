"""Tell readers of a day apart without knowing them: no cookie, and no address is kept."""

import hashlib
import hmac
import math
import re
import secrets
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

# What says of itself that nobody reads along.
ROBOTS = re.compile(
    # Not the telephones of a maker called Cubot.
    r"(?<!cu)bot\b|crawl|spider|slurp|archiver|preview|monitor|feedfetcher|facebookexternalhit|whatsapp|skypeuri|"
    r"embedly|pingdom|lighthouse|scanner|validator|"
    # Browsers without a person, assistants, and programs that say which library they are made with.
    r"headless|phantomjs|puppeteer|playwright|selenium|meta-external|chatgpt|claude|perplexity|anthropic|cohere|"
    r"curl/|wget|python|urllib|httpx|aiohttp|scrapy|libwww|perl|java/|okhttp|go-http|guzzle|axios|undici|"
    r"node-fetch|postman|insomnia|ruby|http[-_ ]?client|fetcher",
    re.IGNORECASE,
)


def is_person(request: HttpRequest) -> bool:
    """Return whether somebody may read what is asked for: not a robot, nor a browser that fetches it in advance."""
    agent = request.headers.get("User-Agent", "")
    in_advance = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return bool(agent) and not ROBOTS.search(agent) and not in_advance


def comes_first_time(request: HttpRequest, subject: str, day: date) -> bool:
    """
    Return whether this reader has not come to `subject` on this day yet, and remember it for the day.

    What is remembered is a hash with a salt that lies in the cache alone and is thrown away when the day is over: from
    then on nobody can tell whose hash it was, or whether the same reader comes again.
    """
    seconds = _seconds_left(day)
    salt: bytes | None = cache.get(f"readership:salt:{day}")
    if salt is None:
        # It has expired; a cache may hold it still.
        cache.delete(f"readership:salt:{day - timedelta(days=1)}")
        salt = cache.get_or_set(f"readership:salt:{day}", secrets.token_bytes, seconds) or b""
    reader = "\n".join([_address(request), request.headers.get("User-Agent", ""), subject])
    seen = hmac.new(salt, reader.encode(), hashlib.sha256).hexdigest()[:32]
    return cache.add(f"readership:{day}:{seen}", 1, seconds)


def _seconds_left(day: date) -> int:
    """Return how long `day` lasts still, at least one second."""
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return max(1, math.ceil((midnight - timezone.now()).total_seconds()))


def _address(request: HttpRequest) -> str:
    """Return the address of the reader, as the outermost proxy that is trusted has seen it."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.TRUSTED_PROXIES
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return forwarded[-proxies]
    return request.META.get("REMOTE_ADDR", "")
