"""Addresses of this site's pages and files, as they are written elsewhere."""

from django.conf import settings


def absolute(path: str) -> str:
    """Return the address of a percent-encoded path of this site.

    What is an address already stays as it is: files may lie on another host.
    """
    return path if path.startswith(("https://", "http://")) else settings.SITE_URL + path
