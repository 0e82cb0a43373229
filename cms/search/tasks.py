"""Indexing outside the request that publishes; every task takes an id and may run twice."""

from django_tasks import task
from wagtail.models import Page

from cms.search import index


@task()
def index_page(page_id: int) -> None:
    """Index one page anew; a page that is gone took its entry along."""
    if page := Page.objects.filter(pk=page_id).first():
        index.update(page)


@task()
def index_branch(page_id: int) -> None:
    """Index a page and all below it anew, as after a move or a change of who may see it."""
    if page := Page.objects.filter(pk=page_id).first():
        index.update_branch(page)
