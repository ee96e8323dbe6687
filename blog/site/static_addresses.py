"""Addresses of static files, as every page names some."""

from functools import lru_cache

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.templatetags.static import static


def static_address(path: str) -> str:
    """Return the present address of a static file.

    It is made from the file's content, which stays the same while the process lives; a developer
    sees changes at once.
    """
    if settings.DEBUG:
        return static(path)
    return _remembered(path, storages["staticfiles"])


@lru_cache
def _remembered(path: str, _storage: Storage) -> str:
    return static(path)
