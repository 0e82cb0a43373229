from django import template
from wagtail.models import Page

from cms.translation.behind import english_not_followed

register = template.Library()


@register.simple_tag
def parts_not_followed(page: Page) -> list[str]:
    """The English of the parts that a public translation does not have yet, as plain text; costs a query for each."""
    return english_not_followed(page)
