"""What the worker does about letters."""

import logging
from datetime import timedelta

from django_tasks import task

logger = logging.getLogger(__name__)

# How long it waits after each time that the mail server did not take a letter.
PATIENCE = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2), timedelta(hours=12))


@task()
def send_letter(kind: str, key: int, user_id: int, tries: int = 0) -> None:
    """Write the letter of a `kind` about the object `key` to a person, if there is still something to tell; send it."""
    from cms.translation.mail.letters import write
    from cms.translation.mail.posting import post
    from cms.translation.mail.telling import later

    letter = write(kind, key, user_id)
    if letter is None:
        return
    try:
        post(letter)
    except OSError as error:
        if tries == len(PATIENCE):
            logger.error("A letter (%s) to user %s could not be sent: %s", kind, user_id, error)
            return
        later(send_letter, PATIENCE[tries]).enqueue(kind, key, user_id, tries + 1)
