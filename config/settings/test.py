"""The tests: a PostgreSQL of their own that need not survive a crash, and no real files."""

import tempfile
from pathlib import Path

from config import env
from config.embedded_postgres import EmbeddedPostgres
from config.settings.base import *
from config.settings.base import DATA_DIR

SECRET_KEY = "only for tests, where nothing is secret"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SITE_URL = "https://blog.example.org"
SITE_NAME = "Incoming Transmission"
FEED_HEADING = "Latest updates"
SITE_DESCRIPTION = "Notes on machine learning and algorithms"
LANGUAGE_CODE = "en"
TIME_ZONE = "Asia/Shanghai"

_own_database = env.database("DATABASE_URL")
EMBEDDED_POSTGRES = (
    None
    if _own_database
    else EmbeddedPostgres(
        DATA_DIR / "postgres-test",
        {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"},
    )
)
DATABASES = {
    "default": _own_database or EmbeddedPostgres(DATA_DIR / "postgres-test").database_settings()
}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(tempfile.gettempdir()) / "downlink-tests-write-no-files"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
