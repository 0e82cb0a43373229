"""A file goes when nothing points at it any more: its address must not keep telling what was taken back."""

from functools import partial
from typing import Any

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from cms.library.models import RecordingText


def delete_file(storage: Storage, name: str) -> None:
    """Delete the file `name` once what no longer points at it is committed."""
    transaction.on_commit(partial(storage.delete, name))


@receiver(post_delete, sender=RecordingText)
def delete_captions(instance: RecordingText, **kwargs: Any) -> None:
    if instance.captions.name:
        delete_file(instance.captions.storage, instance.captions.name)
