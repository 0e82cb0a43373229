"""To try the site on this machine over plain HTTP: as in production but for what needs HTTPS."""

from cms.settings import environment

environment.read_file()

from cms.settings.base import *  # noqa: E402, F403
from cms.settings.base import ALLOWED_HOSTS, DATA_DIR, SECRET_KEY  # noqa: E402

# `manage.py run` keeps the key that it generated in DATA_DIR; other commands work with one of their own until then.
SECRET_KEY = SECRET_KEY or environment.kept_secret_key(DATA_DIR)
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost"]
STATIC_ROOT = environment.folder("STATIC_ROOT", default=DATA_DIR / "static")

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
CSRF_TRUSTED_ORIGINS = []
