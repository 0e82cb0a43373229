from django import template

from cms.translation.desk.keys import Key, desk_keys

register = template.Library()


@register.simple_tag(name="desk_keys")
def keys_of_the_desk() -> list[Key]:
    """`{% desk_keys as keys %}`: the keys of the translator's desk, for Wagtail's list of all keys."""
    return desk_keys()
