"""The newest pages of a list as an Atom feed (RFC 4287), in the language of the list."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid5

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from cms.languages.availability import absolute, address_of
from cms.pages.filters import Asked, Filter, asked, question, terms_in

MOST_ENTRIES = 50


class Offered(NamedTuple):
    """A feed, as the page of its list names it."""

    url: str
    title: str


class _Feed(Atom1Feed):
    """Django's, but one without entries was updated when its list was (`list_updated`): Django says now, each time."""

    def latest_post_date(self) -> datetime:
        list_updated: datetime | None = self.feed["list_updated"]
        return list_updated if list_updated and not self.items else super().latest_post_date()


class WithFeed(RoutablePageMixin):
    """Gives a list its feed at `<list>/feed/`, or that of one term (`?theme=…`); stands before `ListingPage`."""

    def get_context(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "feed": self._offered(context["asked"], context["filters"])}

    def _offered(self: Any, chosen: Asked, groups: list[Filter]) -> Offered:
        """Return the feed of what the list shows now: of all of it, or of what its filters choose."""
        names = [group.chosen.name for group in groups if group.chosen]
        return Offered(
            url=f"{address_of(self)}feed/{question(chosen.parameters.items())}", title=": ".join([self.title, *names])
        )

    @path("feed/")
    def feed(self: Any, request: HttpRequest) -> HttpResponse:
        """
        Serve the newest pages in this language; an entry keeps its id whatever its address becomes.

        A page can say that it left out what it does not know; a feed cannot, and is not there.
        """
        chosen = asked(request)
        if chosen.has_unknown:
            raise Http404
        names = terms_in(chosen.terms, self.locale.language_code)
        address = address_of(self) + question(chosen.parameters.items())
        feed = _Feed(
            title=": ".join([self.title, *(shown.object.name for shown in names)]),
            link=absolute(address, request),
            description=self.intro,
            language=self.locale.language_code,
            feed_url=absolute(request.get_full_path(), request),
            author_name=settings.PUBLISHER,
            list_updated=self.last_published_at,
        )
        for page in self._newest(chosen):
            feed.add_item(
                title=page.title,
                link=absolute(address_of(page), request),
                # Django says that it is HTML.
                description=escape(page.summary),
                unique_id=uuid5(page.translation_key, page.locale.language_code).urn,
                pubdate=page.first_published_at,
                updateddate=page.last_published_at,
            )
        response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
        feed.write(response, "utf-8")
        return response

    def _newest(self: Any, chosen: Asked) -> list[Page]:
        pages = self.listed(chosen).order_by("-first_published_at", "-pk")[:MOST_ENTRIES]
        return list(pages.specific().select_related("locale", for_specific_subqueries=True))
