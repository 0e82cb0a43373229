from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from cms.directory.models import (
    ContactPoint,
    FundingAcknowledgement,
    Organisation,
    Person,
    ReusableText,
    Statistic,
    Term,
    Vocabulary,
)
from cms.directory.models.entries import SOURCE_ROWS
from cms.directory.permissions import ReviewedPermissionPolicy


class Offered:
    """A list to choose from: the English entries that are not retired; pages show them in their language."""

    def get_object_list(self) -> QuerySet:
        return super().get_object_list().filter(**SOURCE_ROWS, retired=False)  # type: ignore[misc]


class OfferedChooseView(Offered, ChooseView):
    pass


class OfferedChooseResultsView(Offered, ChooseResultsView):
    pass


class OfferedChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OfferedChooseView
    choose_results_view_class = OfferedChooseResultsView


class EntryViewSet(SnippetViewSet):
    """The screens of one kind of entry; it is searched by its words in the database, in every language and script."""

    copy_view_enabled = False
    chooser_viewset_class = OfferedChooserViewSet
    search_backend_name = None
    list_filter: Any = ("retired",)

    @cached_property
    def permission_policy(self) -> ReviewedPermissionPolicy:
        return ReviewedPermissionPolicy(self.model)


class TermIndexView(IndexView):
    """The list of terms leads to the sheet where those of the chosen vocabulary are translated together."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        chosen = self.request.GET.get("vocabulary")
        address = reverse("vocabulary", args=[chosen]) if chosen in Vocabulary.values else reverse("vocabularies")
        return [*super().header_buttons, HeaderButton(_("Translate"), url=address, icon_name="globe")]


class TermViewSet(EntryViewSet):
    model = Term
    index_view_class = TermIndexView
    icon = "tag"
    list_display = ("name", "vocabulary", "order")
    list_filter = ("vocabulary", "retired")
    search_fields = ("name", "key")


class OrganisationViewSet(EntryViewSet):
    model = Organisation
    icon = "group"
    search_fields = ("name", "also_known_as", "former_names")


class PersonViewSet(EntryViewSet):
    model = Person
    icon = "user"
    list_display = ("name", "role", "organisation")
    search_fields = ("name", "role")


class FundingAcknowledgementViewSet(EntryViewSet):
    model = FundingAcknowledgement
    icon = "success"
    list_display = ("label", "kind")
    list_filter = ("kind", "retired")
    search_fields = ("label", "key")


class StatisticViewSet(EntryViewSet):
    model = Statistic
    icon = "order"
    list_display = ("figure", "caption")
    search_fields = ("caption", "key", "source")


class ContactPointViewSet(EntryViewSet):
    model = ContactPoint
    icon = "mail"
    list_display = ("label", "email", "purpose")
    search_fields = ("label", "email")


class ReusableTextViewSet(EntryViewSet):
    model = ReusableText
    icon = "doc-full"
    search_fields = ("key", "text")


class DirectoryGroup(SnippetViewSetGroup):
    items = (
        TermViewSet,
        OrganisationViewSet,
        PersonViewSet,
        FundingAcknowledgementViewSet,
        StatisticViewSet,
        ContactPointViewSet,
        ReusableTextViewSet,
    )
    menu_label = _("Directory")
    menu_icon = "folder-open-inverse"
    menu_order = 250


register_snippet(DirectoryGroup)


@hooks.register("search_synonyms")
def names_of_organisations(code: str) -> list[list[str]]:
    """Return the names under which people look for an organization: the same in every language."""
    rows = Organisation.objects.filter(**SOURCE_ROWS, live=True).exclude(also_known_as="", former_names="")
    return [[each.name, *each.other_names, *each.earlier_names] for each in rows]
