"""A checkout on one's own machine: `make run` and every `manage.py` command by default."""

from config import env
from config.embedded_postgres import EmbeddedPostgres
from config.secret_key import kept_secret_key
from config.settings.base import *
from config.settings.base import DATA_DIR, SITE_URL

DEBUG = env.boolean("DEBUG", False)
SITE_URL = env.site_url("SITE_URL", SITE_URL)
ALLOWED_HOSTS = env.hosts(
    "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", env.host_of(SITE_URL)]
)
SECRET_KEY = env.text("SECRET_KEY", "") or kept_secret_key(DATA_DIR / "secret_key")

_own_database = env.database("DATABASE_URL")
EMBEDDED_POSTGRES = None if _own_database else EmbeddedPostgres(DATA_DIR / "postgres")
DATABASES = {
    "default": {
        **(_own_database or EmbeddedPostgres(DATA_DIR / "postgres").database_settings()),
        # Each of the server's threads keeps its connection.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
