"""What can be wrong with the tree of pages and with the links in their texts."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Count, Model
from django.db.models.functions import Left, Length
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, TranslatableMixin

from cms.languages.doctor import Finding, looks_at
from cms.library.models import LibraryDocument, LibraryImage

LINK = re.compile(r"<(?:a|embed)\b[^>]*>")
KIND = re.compile(r'\b(?:linktype|embedtype)="(page|document|image)"')
KEY = re.compile(r'\bid="([^"]*)"')
TARGETS: dict[str, type[Model]] = {"page": Page, "document": LibraryDocument, "image": LibraryImage}


def named(page: Page) -> str:
    return f"page {page.pk} “{page.draft_title}” ({page.url_path})"


@looks_at("numbers of the page tree")
def tree_numbers() -> Iterator[Finding]:
    """Yield pages whose place, depth or number of children is not what the tree says."""
    wrong = ("a letter in its path is not one", "its path has the wrong length", "the page above it is missing")
    kinds = (*wrong, "its depth is wrong", "its number of children is wrong")
    for kind, keys in zip(kinds, Page.find_problems(), strict=True):
        for key in keys:
            yield Finding(
                about=f"page {key}",
                wrong=kind,
                advice="Run this command with --fix."
                if kind not in wrong
                else "Make a backup, then run manage.py fixtree.",
                mend=Page.fix_tree if kind not in wrong else None,
            )


@looks_at("addresses")
def same_address() -> Iterator[Finding]:
    """Yield pages that share their address with another one below the same page."""
    parent = Left("path", Length("path") - Page.steplen)
    pages = Page.objects.filter(depth__gt=1).annotate(parent_path=parent).order_by()
    twice = pages.values("parent_path", "slug").annotate(count=Count("pk")).filter(count__gt=1)
    for row in list(twice):
        for page in pages.filter(parent_path=row["parent_path"], slug=row["slug"]).order_by("path")[1:]:
            yield Finding(
                about=named(page),
                wrong="a page beside it has the same address",
                advice="Give one of the two another address in the editor of the English page.",
            )


@looks_at("links in texts")
def broken_links() -> Iterator[Finding]:
    """Yield texts with a link to a page or file, or a picture, that is not there any more."""
    there = {kind: set(model._default_manager.values_list("pk", flat=True)) for kind, model in TARGETS.items()}
    for model in apps.get_models():
        if model._meta.proxy or not issubclass(model, Page | TranslatableMixin):
            continue
        names = [field.name for field in model._meta.local_fields if isinstance(field, RichTextField | StreamField)]
        for instance in model._default_manager.all() if names else []:
            for kind, key in _links(getattr(instance, name) for name in names):
                if not key.isdecimal() or int(key) not in there[kind]:
                    yield Finding(
                        about=f"{model._meta.verbose_name} {instance.pk}",
                        wrong=f"it points at the {kind} {key or '(no number)'}, which is not there any more",
                        advice="Choose another one in the editor of the English text, or take the link out.",
                    )


def _links(values: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for value in values:
        for text in _strings(list(value.raw_data) if hasattr(value, "raw_data") else value):
            for tag in LINK.findall(text):
                kind, key = KIND.search(tag), KEY.search(tag)
                if kind:
                    yield kind[1], key[1] if key else ""


def _strings(value: Any) -> Iterator[str]:
    """Yield every text in a value as StreamField stores it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
