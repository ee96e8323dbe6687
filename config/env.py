"""Typed readers of environment variables that fail loudly.

Every setting that an operator may change is read here and nowhere else, so that a missing or
malformed one stops the start with a sentence that names it.
"""

import os
import re
import zoneinfo
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict

_NAME = r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?"
_ADDRESS = r"\[[0-9a-f:.]+\]"  # of IPv6
_PORT = r"(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
# A host as Django matches it: a name, a leading dot for all below it, an address, or `*`.
_HOST = re.compile(rf"\*|\.?{_NAME}\.?|{_ADDRESS}", re.IGNORECASE)
_SITE = re.compile(rf"https?://(?:{_NAME}|{_ADDRESS})(?::{_PORT})?", re.IGNORECASE)

_CONTACT = re.compile(r"https://[!-~]+|mailto:[!-~]+@[!-~]+|tel:\+?[0-9-]+")


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


def time_zone(name: str, default: str) -> str:
    """Return the variable, which must be a time zone of the IANA database.

    Raises:
        SettingError: there is no such zone.
    """
    value = text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise SettingError(
            f"{name} is {value!r}; it must be a time zone such as Asia/Shanghai or UTC."
        ) from None
    return value


def words(name: str, default: Sequence[str] | None = None) -> list[str]:
    """Return the variable's comma-separated words, without empty ones.

    Raises:
        SettingError: it is required (no default) and unset, or has nothing but commas.
    """
    value = text(name, None if default is None else ",".join(default))
    found = [word.strip() for word in value.split(",") if word.strip()]
    if not found and value:
        raise SettingError(f"{name} is {value!r}; it must be words with commas between them.")
    return found


def hosts(name: str, default: Sequence[str]) -> list[str]:
    """Return the variable's comma-separated host names, as Django's ALLOWED_HOSTS takes them.

    Raises:
        SettingError: one is no host name: a URL, one with a port, one not in ASCII.
    """
    found = words(name, default)
    for host in found:
        if not _HOST.fullmatch(host):
            raise SettingError(
                f"{name} has {host!r}; it must have host names only, such as "
                "blog.example.org,www.example.org: no scheme, port or path, and in ASCII (xn--…)."
            )
    return found


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute path; it need not exist yet.

    Raises:
        SettingError: it is a file, or below the home of nobody.
    """
    value = text(name, str(default))
    try:
        path = Path(value).expanduser().resolve()
    except RuntimeError:
        raise SettingError(f"{name} is {value!r}, but there is no such user.") from None
    if path.exists() and not path.is_dir():
        raise SettingError(f"{name} is {value!r}, which is a file; it must be a folder.")
    return path


def site_url(name: str, default: str | None = None) -> str:
    """Return the variable as the site's address: scheme, host and port, no path or slash.

    Raises:
        SettingError: it is unset without a default, or not such an address.
    """
    value = text(name, default).rstrip("/")
    if not _SITE.fullmatch(value):
        raise SettingError(
            f"{name} is {value!r}; it must be the site's address in ASCII (xn--…) and without a "
            "path, such as https://blog.example.org"
        )
    return value.lower()


def contact(name: str) -> str:
    """Return the variable as an address to write to, `https:`, `mailto:` or `tel:`; `""` if unset.

    Raises:
        SettingError: it is no such address.
    """
    value = text(name, "")
    if value and not _CONTACT.fullmatch(value):
        raise SettingError(
            f"{name} is {value!r}; it must be an address such as mailto:security@example.org or "
            "https://example.org/security"
        )
    return value


def host_of(url: str) -> str:
    """Return the host of a site's address, as ALLOWED_HOSTS writes it."""
    host = urlsplit(url).hostname or ""
    return f"[{host}]" if ":" in host else host


def database(name: str) -> dict[str, Any] | None:
    """Return a Django DATABASES entry for the `postgresql://` URL in the variable, if it is set.

    The form is libpq's connection URI (PostgreSQL manual, section 34.1.1.2), and libpq reads it:
    a host that is a percent-encoded path is a Unix socket's folder, several hosts are tried in
    turn, and query parameters are connection parameters.

    Raises:
        SettingError: it is no PostgreSQL URL with a database name. The message does not repeat
            the URL, which may hold a password.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return None
    shape = f"{name} must look like postgresql://user:password@host:5432/name"
    if not value.startswith(("postgres://", "postgresql://")):
        raise SettingError(f"{shape}; Downlink keeps its articles in PostgreSQL only.")
    try:
        parts = conninfo_to_dict(value)
    except (psycopg.Error, UnicodeError):
        raise SettingError(
            f"{shape}, and this one cannot be read. Percent-encode what is special in a user or "
            "a password (@ is %40, / is %2F, % is %25), and check the names after the ?."
        ) from None
    if "@" in str(parts.get("host", "")):
        raise SettingError(f"{shape}; an @ in a user or a password is written %40.")
    if not parts.get("dbname"):
        raise SettingError(f"{shape}; the name of the database at its end is missing.")
    ports = str(parts.pop("port", ""))
    for port in filter(None, ports.split(",")):
        if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
            raise SettingError(f"{shape}; its port is not a number from 1 to 65535.")
    return {
        "ENGINE": "config.database",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": ports,
        "OPTIONS": parts,
    }
