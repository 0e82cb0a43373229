"""
What means the same in a search.

Every part of the site may know some: the hook `search_synonyms` is called with a language code and returns groups of
phrases, each as people write it.
"""

from collections.abc import Sequence

from wagtail import hooks

SYNONYMS_HOOK = "search_synonyms"


def synonyms(code: str) -> list[Sequence[str]]:
    """Return the groups of phrases that mean the same to a reader of the language `code`."""
    groups = (group for ask in hooks.get_hooks(SYNONYMS_HOOK) for group in ask(code))
    return [group for group in groups if len(group) > 1]
