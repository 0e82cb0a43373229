"""The shared texts that are reviewed, by the address of their screens."""

from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from cms.directory.models import ReviewedSnippet


def snippet_or_404(app_label: str, model_name: str, pk: str) -> Any:
    """Return a reviewed snippet. Raises `Http404` where there is none such."""
    try:
        model = apps.get_model(app_label, model_name)
        if issubclass(model, ReviewedSnippet):
            return model.objects.get(pk=unquote(pk))
    except (LookupError, ValueError, ObjectDoesNotExist) as error:
        raise Http404 from error
    raise Http404
