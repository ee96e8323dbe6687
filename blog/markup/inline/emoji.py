"""Emoji by name, `:rocket:`, as on GitHub."""

from __future__ import annotations

import functools

from pymdownx import gemoji_db


@functools.cache
def _emoji() -> dict[str, str]:
    """Return the characters by name with its colons; names that are pictures only are left out."""
    names: dict[str, str] = {}
    for name, entry in gemoji_db.emoji.items():
        if code := entry.get("unicode"):
            alternative = entry.get("unicode_alt") or code
            names[name] = "".join(chr(int(part, 16)) for part in alternative.split("-"))
    for name, target in gemoji_db.aliases.items():
        if target in names:
            names[name] = names[target]
    return names


def emoji(name: str) -> str | None:
    """Return the emoji called `name` (with its colons), or None if there is none."""
    return _emoji().get(name)
