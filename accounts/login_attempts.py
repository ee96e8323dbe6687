"""How often a password may be guessed.

The count is kept in Django's cache, which is each process's own memory unless `CACHES` says
otherwise: a site with several processes allows as many times more guesses, still far too few
for a password of ten characters. Nothing is written to the database for a stranger.
"""

import hashlib
import unicodedata
from datetime import timedelta

from django.core.cache import cache

LIMIT = 10
WINDOW = timedelta(minutes=15)


def admit(username: str) -> bool:
    """Count one more attempt to log in under this name; return whether its password may be tried.

    The first `LIMIT` within `WINDOW` of the first may. Counted before the password is looked at,
    so that many attempts at once are not more than one after another.
    """
    key = _key(username)
    cache.add(key, 0, WINDOW.total_seconds())
    try:
        return cache.incr(key) <= LIMIT
    except ValueError:  # ended or was pushed out between the two lines: a new count begins
        cache.set(key, 1, WINDOW.total_seconds())
        return True


def forget(username: str) -> None:
    """Begin a new count after a login that succeeded."""
    cache.delete(_key(username))


def _key(username: str) -> str:
    # A digest: names hold characters that no cache's key may.
    name = unicodedata.normalize("NFKC", username).casefold()
    return "login-attempts:" + hashlib.sha256(name.encode(errors="replace")).hexdigest()
