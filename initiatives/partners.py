"""Who takes part in an initiative, and who leads those that have a page of their own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import F, FilteredRelation, Q

from cms.directory.models import PageOrganisation
from cms.languages.languages import SOURCE_LANGUAGE
from cms.pages.public import is_public
from cms.pages.relations import Role, Shown, organisations_of, page_address

if TYPE_CHECKING:
    from initiatives.models import InitiativePage


class Leader(NamedTuple):
    """An organization that leads another one; `url` is its entry on the page of that one."""

    name: str
    url: str


@dataclass(frozen=True)
class Partner(Shown):
    """An organization that takes part. `url` is that of its own page, empty where it has none."""

    leaders: tuple[Leader, ...] = ()


def partners_of(page: "InitiativePage") -> list[Role]:
    """Return the organizations of `page` by role, each with those that lead it and are not on the page already."""
    roles = organisations_of(page)
    named = {shown.object.source_id for role in roles for shown in role.organisations}
    pages = _pages_about(named - {page.organisation_id}, page)
    partners: list[Role] = []
    for role in roles:
        members: list[Shown] = []
        for shown in role.organisations:
            url, leaders = pages.get(shown.object.source_id, ("", {}))
            added = [Leader(name, link) for identifier, (name, link) in leaders.items() if identifier not in named]
            # Whoever leads two of the partners is named once.
            named.update(leaders)
            members.append(Partner(shown.object, shown.language, shown.is_fallback, url, tuple(added)))
        partners.append(role._replace(organisations=members))
    return partners


# Address of a page, and id of a leader → its name and its entry on that page.
PageAbout = tuple[str, dict[int, tuple[str, str]]]


def _pages_about(organisations: set[int], page: "InitiativePage") -> dict[int, PageAbout]:
    """Return id of an organization → the public page about it, with who leads it; one query, none for nobody."""
    if not organisations:
        return {}
    address = page_address(page.locale.language_code)
    pages = (
        type(page)
        .objects.live()
        .filter(is_public(), organisation__in=organisations, locale__language_code=SOURCE_LANGUAGE)
        .annotate(
            led_by=FilteredRelation(
                "page_organisations", condition=Q(page_organisations__role=PageOrganisation.Role.LEADS)
            ),
            leader=F("led_by__organisation"),
            leader_name=F("led_by__organisation__name"),
            leader_key=F("led_by__organisation__key"),
            leader_is_live=F("led_by__organisation__live"),
        )
        .select_related("locale")
        .order_by("path", "led_by__sort_order")
    )
    found: dict[int, PageAbout] = {}
    for row in pages:
        url, leaders = found.setdefault(row.organisation_id, (address(row), {}))
        if row.leader_is_live:
            leaders[row.leader] = (row.leader_name, f"{url}#organization-{row.leader_key}")
    return found
