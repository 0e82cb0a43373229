"""Hermetic: nothing leaves the machine, nothing is read from `.env`, files live in a temporary folder of this process.

Without DATABASE_URL the database is an SQLite file: a second process, such as the worker, could not see one in memory.
"""

import os
import tempfile
from pathlib import Path

from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES, WAGTAILSEARCH_BACKENDS
from cms.settings.environment import SQLITE

DATA_DIR = Path(tempfile.gettempdir()) / f"beacons-test-{os.getpid()}"
MEDIA_ROOT = DATA_DIR / "files"
STATIC_ROOT = DATA_DIR / "static"
# Each process of a parallel run has a database of its own.
worker = os.environ.get("PYTEST_XDIST_WORKER", "only")
DATABASES["default"]["TEST"] = {
    "NAME": str(DATA_DIR / "test.sqlite3")
    if DATABASES["default"]["ENGINE"] == SQLITE
    else f"test_{DATABASES['default']['NAME']}_{worker}"
}

SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
STAFF_MAIL = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "editions"]}}
# The immediate back end would set a PDF and make pictures inside each publish; tests of them make theirs themselves.
EDITIONS_ON_PUBLISH = RENDITIONS_ON_PUBLISH = False
# A thread that writes counts would wait for the transaction of a test; tests of them write themselves.
READERSHIP_SECONDS = 0
# Nor need the admin's own index follow inside each save.
WAGTAILSEARCH_BACKENDS = {"default": WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}}

# The test client speaks plain HTTP.
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
# A lock-out would carry over from test to test; the test of the lock-out turns it on.
AXES_ENABLED = False
