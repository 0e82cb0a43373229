"""What programs read of the recommendations and the briefs, below `/api/`."""

from django.urls import path

from briefs import api

urlpatterns = [
    path("platform.json", api.platform),
    path("platform.csv", api.platform_sheet),
    path("briefs.json", api.briefs),
]
