from collections.abc import Iterable
from typing import Any

from django import forms


class EntrySelect(forms.Select):
    """Offers the entries of the directory, terms by vocabulary; a retired one only where it is chosen already."""

    def optgroups(self, name: str, value: list, attrs: dict[str, Any] | None = None) -> list[tuple]:
        groups: dict[str | None, list] = {}
        for option in self._offered(super().optgroups(name, value, attrs)):
            describe = getattr(_entry(option), "get_vocabulary_display", None)
            group = describe() if describe else None
            groups.setdefault(group, []).append(option)
        return [(group, options, index) for index, (group, options) in enumerate(groups.items())]

    def _offered(self, groups: Iterable[tuple]) -> Iterable[dict[str, Any]]:
        for _group, options, _index in groups:
            for option in options:
                if option["selected"] or not getattr(_entry(option), "retired", False):
                    yield option


def _entry(option: dict[str, Any]) -> object:
    """The entry of an option; None for the empty one."""
    return getattr(option["value"], "instance", None)
