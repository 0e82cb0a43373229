"""A translation and its text, found by what an address says."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail_localize.models import Translation


def translation_or_404(translation_id: int) -> tuple[Translation, Any]:
    """Return a translation and the page or shared text that it makes; raises `Http404` where either was deleted."""
    translations = Translation.objects.select_related("source__specific_content_type", "target_locale")
    translation = get_object_or_404(translations, pk=translation_id)
    try:
        return translation, translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error
