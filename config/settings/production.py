"""A site on the internet. It starts only with everything that makes it safe."""

from urllib.parse import urlsplit

from django.http.request import validate_host

from config import env
from config.settings.base import *

SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure-"):
    raise env.SettingError(
        "SECRET_KEY is too easy to guess; it must have at least 50 characters, 10 of them "
        'different. Make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"'
    )
SITE_URL = env.site_url("SITE_URL")
if urlsplit(SITE_URL).scheme != "https":
    raise env.SettingError("SITE_URL must begin with https:// in production.")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", [env.host_of(SITE_URL)])
if "*" in ALLOWED_HOSTS:
    raise env.SettingError("ALLOWED_HOSTS must name the site's hosts in production, not '*'.")
if not validate_host(env.host_of(SITE_URL), ALLOWED_HOSTS):
    raise env.SettingError(f"ALLOWED_HOSTS must include {env.host_of(SITE_URL)}, as in SITE_URL.")

EMBEDDED_POSTGRES = None
_own_database = env.database("DATABASE_URL")
if _own_database is None:
    raise env.SettingError(
        "DATABASE_URL is not set. The bundled PostgreSQL is for one's own machine; production "
        "wants a server with backups: postgresql://user:password@host:5432/name"
    )
DATABASES = {
    "default": {
        **_own_database,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Seconds: a request must not hang on a host that does not answer.
        "OPTIONS": {"connect_timeout": 5, **_own_database["OPTIONS"]},
    }
}

# The proxy in front ends TLS, says so in this header, and must not pass on a client's own.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 31536000, low=3600, high=2 * 31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.boolean("HSTS_PRELOAD", True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
