"""Slugs: the readable last part of an address, with Unicode letters kept."""

import re
import unicodedata
from typing import Any

from django.db.models import Model

LONGEST_SLUG = 200
# Names that would lose what tells them apart.
_SPELLED_OUT = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
# Bounded by Latin letters only, so that it is found in C++20, C#编程 and 用C++写 too.
_SPELLED_OUT_PATTERN = re.compile(r"(?<![a-z0-9])(?:c\+\+|[cf]#|\.net)(?![a-z])")


def slugify(text: str) -> str:
    """Return `text` as a slug: NFKC, lower case, words of letters and digits joined by `-`.

    Chinese and other letters stay as they are; `C++`, `C#` and `.NET` are spelled out. At most
    `LONGEST_SLUG` characters, cut between words where there are any. Empty for a text without
    letters or digits.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = _SPELLED_OUT_PATTERN.sub(lambda found: _SPELLED_OUT[found[0]], text)
    kept = (
        character
        if character.isalnum()
        # What belongs to a letter or stands inside a word is no boundary between words.
        else ""
        if character in "'’" or unicodedata.category(character) in {"Mn", "Mc"}
        else "-"
        for character in text
    )
    slug = re.sub(r"-+", "-", unicodedata.normalize("NFKC", "".join(kept))).strip("-")
    if len(slug) > LONGEST_SLUG:
        cut = slug[:LONGEST_SLUG].rpartition("-")[0]
        slug = cut if len(cut) > LONGEST_SLUG // 2 else slug[:LONGEST_SLUG].strip("-")
    return slug


def unique_slug(text: str, *, model: type[Model], exclude_pk: Any = None) -> str:
    """Return a slug for `text` that no row of `model` has: `slug`, `slug-2`, `slug-3`, …

    Args:
        text: a title or name; one without letters gives the model's name as slug.
        model: a model with a `slug` field.
        exclude_pk: the row the slug is for, if it is stored already.
    """
    slug = slugify(text) or str(model._meta.model_name)
    stem = slug[: LONGEST_SLUG - 8].rstrip("-") if len(slug) > LONGEST_SLUG - 8 else slug
    taken = set(
        model._default_manager.filter(slug__startswith=stem)
        .exclude(pk=exclude_pk)
        .values_list("slug", flat=True)
    )
    if slug not in taken:
        return slug
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
