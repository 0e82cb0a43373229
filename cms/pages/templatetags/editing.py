"""What the editor shows beside the form."""

from typing import Any

from django import template

from cms.directory.models import ReviewedSnippet
from cms.pages import checklist
from cms.pages.models import BasePage

register = template.Library()


@register.inclusion_tag("pages/checklist.html")
def checklist_of(instance: Any) -> dict[str, Any]:
    """`{% checklist_of object %}`: what a page or a text of the directory lacks; nothing for anything else."""
    is_ours = isinstance(instance, BasePage | ReviewedSnippet)
    return {"checklist": checklist.checklist(instance) if is_ours else None}
