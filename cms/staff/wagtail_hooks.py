from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component

from cms.accounts.requests import StaffRequest
from cms.staff.board import BoardMenuItem, board
from cms.staff.dashboard import Dashboard
from cms.staff.explorer import ExplorerViewSet, explorer
from cms.staff.from_readers import FromReadersMenuItem, from_readers, problem_done
from cms.staff.menus import dashboard_item, help_items, section_items, with_public_names, without_hidden
from cms.staff.readership import ReadershipMenuItem, report


@hooks.register("insert_global_admin_css")
def style_sheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/staff.css"))


@hooks.register("construct_homepage_panels", order=1000)
def only_our_dashboard(request: StaffRequest, panels: list[Component]) -> None:
    """Wagtail's own panels say the same in other words, and ask the database for each text."""
    panels[:] = [Dashboard()]


@hooks.register("construct_homepage_summary_items", order=1000)
def without_summary(request: StaffRequest, items: list[SummaryItem]) -> None:
    """How many pages there are helps nobody."""
    items.clear()


@hooks.register("register_admin_viewset", order=1)
def list_of_pages() -> ExplorerViewSet:
    """After Wagtail's own, which it takes the place of."""
    return explorer


@hooks.register("construct_main_menu", order=1000)
def main_menu(request: StaffRequest, items: list[MenuItem]) -> None:
    items[:] = [dashboard_item(), *section_items(request.user), *with_public_names(items)]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("reports/translations/", board, name="translation_board"),
        path("reports/readers/", report, name="readership"),
        path("reports/from-readers/", from_readers, name="from_readers"),
        path("reports/from-readers/<int:report_id>/done/", problem_done, name="problem_done"),
    ]


@hooks.register("register_reports_menu_item")
def board_item() -> MenuItem:
    return BoardMenuItem()


@hooks.register("register_reports_menu_item")
def readership_item() -> MenuItem:
    return ReadershipMenuItem()


@hooks.register("register_reports_menu_item")
def from_readers_item() -> MenuItem:
    return FromReadersMenuItem()


@hooks.register("construct_settings_menu", order=1000)
@hooks.register("construct_reports_menu", order=1000)
def without_screens_that_refuse(request: StaffRequest, items: list[MenuItem]) -> None:
    items[:] = without_hidden(items)


@hooks.register("construct_help_menu", order=1000)
def help_menu(request: StaffRequest, items: list[MenuItem]) -> None:
    items[:] = help_items(items, request.user)
