"""What Wagtail's editor sends, whatever fields a page has."""

from typing import Any

from wagtail.blocks.base import BlockField
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield


def sent(page: Page, **values: Any) -> dict[str, str]:
    """Return what the editor sends for `page`: its plain texts, `values`, and neither blocks nor relations."""
    form = page.get_edit_handler().get_form_class()(instance=page)
    blank = {name: streamfield([]) for name, field in form.fields.items() if isinstance(field, BlockField)}
    texts = {name: value for name in ("title", "slug", "summary") if (value := getattr(page, name, ""))}
    lists = {
        f"{formset.prefix}-{key}": "0" for formset in form.formsets.values() for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {**nested_form_data({**blank, **texts, **values}), **lists}
