"""What a change of a public English text means for its translations; who writes it says so."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """The three kinds of change, the usual one first."""

    UPDATE = "update", _("An update: the other languages say that the English has changed")
    MINOR = "minor", _("Minor, such as a comma: the translations stay as they are, nobody is told")
    CORRECTION = "correction", _("A correction: what was there was wrong, and the other languages say so at once")
