"""A checkout on one's own machine: `make run` and every `manage.py` command by default."""

from django.core.management.utils import get_random_secret_key

from config import env
from config.embedded_postgres import EmbeddedPostgres
from config.settings.base import *
from config.settings.base import DATA_DIR, SITE_URL

DEBUG = env.boolean("DEBUG", False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
SITE_URL = env.site_url("SITE_URL", SITE_URL)


def _kept_secret_key() -> str:
    # Kept between starts, so that a restart does not end everybody's login.
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = env.text("SECRET_KEY", "") or _kept_secret_key()

_own_database = env.database("DATABASE_URL")
EMBEDDED_POSTGRES = None if _own_database else EmbeddedPostgres(DATA_DIR / "postgres")
DATABASES = {
    "default": _own_database or EmbeddedPostgres(DATA_DIR / "postgres").database_settings()
}
