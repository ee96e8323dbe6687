"""Typed readers of environment variables that fail loudly.

Every setting that an operator may change is read here and nowhere else, so that a missing or
malformed one stops the start with a sentence that names it.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


class SettingError(ImproperlyConfigured):
    """A setting in the environment is missing or malformed; the message names it."""


def text(name: str, default: str | None = None) -> str:
    """Return the variable's text, stripped.

    Args:
        name: the variable.
        default: what an unset or empty variable means; None makes it required.

    Raises:
        SettingError: it is required and unset or empty.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise SettingError(f"{name} is not set. Set it in the environment and start again.")
    return default


def boolean(name: str, default: bool) -> bool:
    """Return the variable as a truth value: 1/true/yes/on or 0/false/no/off.

    Raises:
        SettingError: it is something else.
    """
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{name} is {value!r}; it must be 1 or 0.")


def integer(name: str, default: int, *, low: int, high: int) -> int:
    """Return the variable as a whole number from `low` to `high`.

    Raises:
        SettingError: it is no whole number or out of range.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise SettingError(f"{name} is {value!r}; it must be a whole number.") from None
    if not low <= number <= high:
        raise SettingError(f"{name} is {number}; it must be from {low} to {high}.")
    return number


def choice(name: str, default: str, choices: Sequence[str]) -> str:
    """Return the variable, which must be one of `choices`.

    Raises:
        SettingError: it is none of them.
    """
    value = text(name, default)
    if value not in choices:
        raise SettingError(f"{name} is {value!r}; it must be one of {', '.join(choices)}.")
    return value


def words(name: str, default: Sequence[str] | None = None) -> list[str]:
    """Return the variable's comma-separated words, without empty ones.

    Raises:
        SettingError: it is required (no default) and unset.
    """
    value = text(name, None if default is None else ",".join(default))
    return [word.strip() for word in value.split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute path; it need not exist yet."""
    return Path(text(name, str(default))).expanduser().resolve()


def site_url(name: str, default: str | None = None) -> str:
    """Return the variable as the site's address: scheme, host and port, no path or slash.

    Raises:
        SettingError: it is unset without a default, or not such an address.
    """
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise SettingError(
            f"{name} is {value!r}; it must be the site's address without a path, "
            "such as https://blog.example.org"
        )
    return value


def database(name: str) -> dict[str, Any] | None:
    """Return a Django DATABASES entry for the `postgresql://` URL in the variable, if it is set.

    The form is libpq's connection URI (PostgreSQL manual, section 34.1.1.2); a host that is a
    percent-encoded path is a Unix socket's folder, and query parameters become options.

    Raises:
        SettingError: it is no PostgreSQL URL with a database name.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return None
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise SettingError(f"{name} is not a valid URL; check its host and port.") from None
    if parts.scheme not in {"postgres", "postgresql"} or parts.path in {"", "/"}:
        raise SettingError(
            f"{name} must look like postgresql://user:password@host:5432/name; "
            "Downlink keeps its articles in PostgreSQL only."
        )
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
