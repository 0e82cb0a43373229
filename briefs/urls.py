"""What programs read of the recommendations and the briefs, below `/api/`."""

from django.urls import path

from briefs import api

urlpatterns = [
    path("platform.json", api.platform, name="platform_data"),
    path("platform.csv", api.platform_sheet, name="platform_sheet"),
    path("briefs.json", api.briefs),
]
