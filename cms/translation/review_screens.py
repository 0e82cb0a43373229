"""Screens of administrators about the review: the emergency way past it, and who approves in which language."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.accounts.requests import StaffRequest
from cms.accounts.roles import is_administrator
from cms.languages.languages import TARGET_LANGUAGES, language
from cms.translation.formatting import formatted
from cms.translation.giving_back import confirm
from cms.translation.models import ReviewPolicy, SecondReading
from cms.translation.overriding import may_override, override, override_problems
from cms.translation.review import SubmissionRefusedError
from cms.translation.segments import field_labels, source_parts, without_links
from cms.translation.snippets import snippet_or_404


class OverrideForm(forms.Form):
    """Why a text cannot wait."""

    reason = forms.CharField(
        label=gettext_lazy("Why it cannot wait for its review"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": gettext_lazy("Say why this text cannot wait for its review.")},
    )


class PoliciesForm(forms.Form):
    """A choice for each target language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = dict(ReviewPolicy.objects.values_list("language", "kind"))
        for target in TARGET_LANGUAGES:
            self.fields[target.code] = forms.ChoiceField(
                label=target.name,
                choices=ReviewPolicy.Kind.choices,
                initial=kept.get(target.code, ReviewPolicy.Kind.REVIEWED),
                widget=forms.RadioSelect,
            )

    def keep(self) -> None:
        for code, kind in self.cleaned_data.items():
            ReviewPolicy.objects.update_or_create(language=code, defaults={"kind": kind})


class PoliciesMenuItem(MenuItem):
    """The way to the screen, for those whom it answers."""

    def __init__(self) -> None:
        super().__init__(
            gettext_lazy("Who approves translations"), reverse("review_policies"), icon_name="glasses", order=650
        )

    def is_shown(self, request: StaffRequest) -> bool:
        return is_administrator(request.user)


def review_policies(request: StaffRequest) -> HttpResponse:
    """Show and change who approves translations into each language."""
    if not is_administrator(request.user):
        raise PermissionDenied
    form = PoliciesForm(request.POST or None)
    if form.is_valid():
        form.keep()
        messages.success(request, _("Saved."))
        return redirect("review_policies")
    return render(request, "translation/review/policies.html", {"form": form})


def override_page(request: StaffRequest, page_id: int) -> HttpResponse:
    """Publish the draft of an English page past its review."""
    return _override(request, get_object_or_404(Page, pk=page_id).specific, None)


def override_snippet(request: StaffRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """Publish the draft of an English shared text past its review."""
    return _override(request, snippet_or_404(app_label, model_name, pk), None)


def override_translation(request: StaffRequest, translation_id: int) -> HttpResponse:
    """Publish a translation as it stands on the desk past its review."""
    translation = get_object_or_404(
        Translation.objects.select_related("source__specific_content_type", "target_locale"), pk=translation_id
    )
    return _override(request, translation.get_target_instance(), translation)


def second_reading(request: StaffRequest, reading_id: int) -> HttpResponse:
    """Show a text that is public unread, part by part, to a reviewer of its language, who confirms it."""
    reading = get_object_or_404(SecondReading.objects.open().select_related("revision", "published_by"), pk=reading_id)
    if not reading.may_confirm(request.user):
        raise PermissionDenied
    text = reading.revision.as_object()
    if request.method == "POST":
        confirm(text, user=request.user)
        messages.success(request, _("Confirmed: this text has been read."))
        return redirect("wagtailadmin_home")
    labels = field_labels(type(text))
    parts = [
        (labels[place.partition("#")[0].partition(".")[0]], formatted(without_links(part), has_markup=True))
        for place, part in source_parts(text).items()
    ]
    context = {
        "reading": reading,
        "title": str(text),
        "language": language(reading.language),
        "parts": parts,
        "public_url": text.full_url if isinstance(text, Page) else "",
    }
    return render(request, "translation/review/second_reading.html", context)


def _override(request: StaffRequest, instance: Any, translation: Translation | None) -> HttpResponse:
    if not may_override(request.user):
        raise PermissionDenied
    form = OverrideForm(request.POST or None)
    edit_url = AdminURLFinder(request.user).get_edit_url(instance) or reverse("wagtailadmin_home")
    if form.is_valid():
        try:
            override(instance, translation, user=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        except SubmissionRefusedError as error:
            form.add_error(None, [problem.message for problem in error.problems])
        else:
            messages.warning(request, _("Published without review. Its reviewers have the task to read it."))
            return redirect(edit_url)
    context = {
        "form": form,
        "title": str(instance),
        "problems": [] if form.is_bound else override_problems(instance, translation),
        "edit_url": edit_url,
    }
    return render(request, "translation/review/override.html", context)
