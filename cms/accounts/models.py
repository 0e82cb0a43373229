from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff, a translator or a reviewer; readers have no account."""
