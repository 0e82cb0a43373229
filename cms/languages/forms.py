"""The form of a text that goes through a review."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import StreamBlockValidationError

from cms.languages.refusals import refusals


class Reviewed:
    """
    Mixed into the form of a text: a draft is saved as it is, a text that is submitted has to be ready for its reviewer.

    What is refused stands next to its field, and the form keeps what was typed.
    """

    instance: Any
    fields: dict[str, Any]
    errors: dict[str, Any]
    add_error: Callable[..., None]
    is_deferred_validation: bool

    def _post_clean(self) -> None:
        """Only here, where Django's own forms add such errors too, does the instance have what was typed."""
        super()._post_clean()  # type: ignore[misc]
        if self.is_deferred_validation:
            return
        found: dict[str, dict[int | None, list[str]]] = defaultdict(lambda: defaultdict(list))
        for refusal in refusals(self.instance):
            found[refusal.field][refusal.block].append(refusal.message)
        for field, by_block in found.items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, _error(by_block))


def _error(by_block: dict[int | None, list[str]]) -> ValidationError:
    """Return the error of one field: of the field itself, or of the blocks in it by their number."""
    if None in by_block:
        return ValidationError(by_block[None])
    return StreamBlockValidationError({number: ValidationError(texts) for number, texts in by_block.items()})


class ReviewedForm(Reviewed, WagtailAdminModelForm):
    """The form of a reviewed snippet."""
