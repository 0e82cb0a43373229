from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from cms.translation.glossary.listing import GlossaryFilterSet, GlossaryIndexView
from cms.translation.glossary.models import GlossaryEntry
from cms.translation.glossary.permissions import GlossaryPermissionPolicy
from cms.translation.glossary.views import export_file, import_file


class GlossaryViewSet(ModelViewSet):
    """The screens of the glossary; who may do what is the policy's to say, not Wagtail's groups'."""

    model = GlossaryEntry
    name = "glossary"
    icon = "list-ul"
    menu_label = _("Glossary")
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 100
    index_view_class = GlossaryIndexView
    filterset_class = GlossaryFilterSet

    @cached_property
    def permission_policy(self) -> GlossaryPermissionPolicy:
        return GlossaryPermissionPolicy(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("import/", import_file, name="import"),
            path("export/", export_file, name="export"),
        ]

    def register_permissions(self) -> None:
        """Nobody is given a permission on the glossary that the policy would not ask for."""


glossary = GlossaryViewSet()
