"""What is asked of the worker."""

from django_tasks import task


@task()
def work_through_sending(sending_id: int) -> None:
    """Send the texts of a sending that still wait."""
    from cms.translation.sending_several import work_through

    work_through(sending_id)
