"""The one workflow of the site: a review in the language of the text."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from cms.directory.models import ReviewedSnippet
from cms.languages.policy import translatable_models
from cms.translation.models import LanguageReview

NAME = "Review in the language of the text"


@transaction.atomic
def ensure_review_workflow() -> None:
    """Give every page and every reviewed snippet the language review; running it again changes nothing."""
    task, _created = LanguageReview.objects.get_or_create(name=NAME)
    workflow, _created = Workflow.objects.get_or_create(name=NAME)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.exclude(workflow=workflow).delete()
    WorkflowPage.objects.get_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    for model in translatable_models():
        if issubclass(model, ReviewedSnippet):
            content_type = ContentType.objects.get_for_model(model)
            WorkflowContentType.objects.update_or_create(content_type=content_type, defaults={"workflow": workflow})
