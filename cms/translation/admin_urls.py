"""
Addresses of Wagtail's admin that this app answers in its place.

They stand before Wagtail's in the root: a hook would come after Wagtail's permission check, and those who translate
hold none of its permissions.
"""

from django.urls import path, re_path
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms.translation import tree_views, views

urlpatterns = decorate_urlpatterns(
    [
        path("pages/<int:page_id>/edit/", views.edit_page),
        path("snippets/<slug:app_label>/<slug:model_name>/edit/<str:pk>/", views.edit_snippet),
        path("pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/", tree_views.move_page),
        path("pages/<int:page_to_move_id>/set_position/", tree_views.reorder_page),
        path("pages/<int:page_id>/unpublish/", tree_views.unpublish_page),
        path("pages/<int:page_id>/privacy/", tree_views.set_privacy),
        path("pages/<int:page_id>/lock/", tree_views.lock_page),
        # Another workflow, or a language kept in step by aliases, would be a way past every review.
        re_path(r"^workflows/(add|edit|disable|enable|remove|tasks)", views.refuse),
        re_path(r"^locales/", views.refuse),
        # Wagtail's interface uses none of these; each is a way past a review.
        path("api/main/pages/<int:pk>/action/<str:action_name>/", views.refuse),
    ],
    require_admin_access,
)
