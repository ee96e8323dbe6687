"""Settings that every environment shares. What an operator may change is read from the
environment; what only a developer may change stands here. Imports nothing of the apps."""

from pathlib import Path

import django_stubs_ext
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from config import env
from config.settings.licences import LICENCES as LICENCES
from config.settings.roles import ROLE_PERMISSIONS as ROLE_PERMISSIONS

# Django's views, forms and admin classes take a model in brackets for type checkers only.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"

# The site as its readers know it; what an operator does not say is said in the site's language.
SITE_NAME = env.text("SITE_NAME", "") or _("Incoming Transmission")
FEED_HEADING = env.text("FEED_HEADING", "") or _("Latest updates")
SITE_DESCRIPTION = env.text("SITE_DESCRIPTION", "") or _("Notes on machine learning and algorithms")
# What others may do with the articles: a Creative Commons licence, or `all-rights-reserved`.
SITE_LICENCE = env.choice("SITE_LICENCE", "all-rights-reserved", [*LICENCES])
# Where to report a vulnerability (RFC 9116): an address beginning with https:, mailto: or tel:.
SECURITY_CONTACT = env.contact("SECURITY_CONTACT")
PORT = env.integer("PORT", 8000, low=1, high=65535)
SITE_URL = f"http://127.0.0.1:{PORT}"
POSTS_PER_PAGE = 12
POSTS_PER_FEED = 20

INSTALLED_APPS = [
    "taggit",
    "accounts",
    "blog.page_cache",
    "blog.categories",
    "blog.authors",
    "blog.media",
    "blog.posts",
    "blog.importers",
    "config.admin_app.BlogAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "blog.page_cache.entity_tags.EntityTagMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.language.AdminLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "blog.page_cache.outage.OutageMiddleware",
    "blog.site.theme.ThemeMiddleware",
    "blog.site.speculation.SpeculationRulesMiddleware",
    "blog.posts.redirects.RedirectMiddleware",
]

# Readers' pages are drawn by Jinja2, the admin by Django (docs/decisions/0027-jinja2.md).
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates/readers"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "blog.site.environment.environment",
            "context_processors": [
                "blog.site.identity.site",
                "blog.site.theme.theme",
                "blog.site.frame.frame",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blog.site.identity.language",
            ],
        },
    },
]

# One language a site: what a reader sees never depends on the request, so pages can be shared.
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_CODE = env.choice("LANGUAGE_CODE", "en", [code for code, _name in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "config.joined_files.ProjectFilesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.math_font.MathFontFinder",
]
# What readers' pages ask for: one file each, joined from parts in this order.
JOINED_STATIC_FILES = {
    "css/site.css": [
        "reader/frame.css",
        "reader/listings.css",
        "reader/article.css",
        "reader/markup.css",
        "reader/search.css",
        "reader/print.css",
    ],
    "js/site.js": [
        "reader/theme.js",
        "reader/announcing.js",
        "reader/copying.js",
        "reader/copying_formulas.js",
        "reader/contents.js",
        "reader/wide_blocks.js",
        "reader/typing_search.js",
    ],
}
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# A body of any size must not reach the disk.
FILE_UPLOAD_HANDLERS = ["blog.media.upload_handler.BoundedUploadHandler"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_storage.StaticFiles"},
}

# Counts failed logins, in each process for itself.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Finished pages in the memory of each process (docs/decisions/0023-page-cache.md): how much of it,
# 0 for none; and what says when time alone changes a page next.
PAGE_CACHE_MB = env.integer("PAGE_CACHE_MB", 64, low=0, high=1_000_000)
PAGE_CACHE_NEXT_CHANGE = "blog.posts.next_change.next_change"

TAGGIT_CASE_INSENSITIVE = True

# Nothing inline, nothing from elsewhere but pictures and the players that markup allows.
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    # Old articles show pictures by http:; browsers fetch those by https on a page that is secure.
    "img-src": [CSP.SELF, "data:", "https:", "http:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF, "https:"],
    "manifest-src": [CSP.SELF],
    "frame-src": [
        "https://www.youtube-nocookie.com",
        "https://player.bilibili.com",
        "https://player.vimeo.com",
    ],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
# Bytes of a form. Far above what markup takes, so that an overlong article comes back with a
# sentence on its form instead of being refused unread.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "blog.posts.errors.form_refused"

AUTHENTICATION_BACKENDS = ["accounts.role_permissions.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
    },
}
