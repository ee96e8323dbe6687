"""What every reader yields: one post, told in Downlink's words and nothing else.

The values here are plain and frozen. They name files by their path inside the tree that is
being imported and know nothing of the database; only ``writer`` turns them into rows.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from blog.importers.report import Remark

IMPORTER_VERSION = 1
"""Raised when reading the same file would give a different post; then all are updated once."""


class ImportedStatus(StrEnum):
    """How visible a post is in its source; *scheduled* is published with a future date."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class ImportedAuthor:
    """One byline. ``slug`` is empty unless the source gives the author one."""

    name: str
    slug: str = ""
    website: str = ""
    biography: str = ""


class Target(StrEnum):
    """What a reference in a body points at."""

    IMAGE = "image"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Reference:
    """A piece of the body that must be replaced by an address of this site.

    ``body[start:end]`` becomes ``before + address + fragment + after``, where the address is
    that of the image or post at ``path`` (a path inside the tree, ``/`` between its parts).
    """

    start: int
    end: int
    target: Target
    path: str
    before: str = ""
    after: str = ""
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class ImportedPost:
    """A post as its source tells it, all values already read and checked.

    ``published_at`` is None only for what is not published. ``date_is_guessed`` says that it
    is the file's modification time, which must not move a post that was imported before.
    ``slug`` is a wish; ``slug_qualifier`` (a language tag) tells translations apart when the
    wish is taken. ``slug_is_explicit`` says that the author wrote it. ``category`` is a path
    from the root. ``old_addresses`` are decoded paths that begin with ``/``.
    """

    path: str
    title: str
    body: str
    slug: str
    language: str
    status: ImportedStatus = ImportedStatus.PUBLISHED
    slug_is_explicit: bool = False
    slug_qualifier: str = ""
    summary: str = ""
    published_at: datetime | None = None
    date_is_guessed: bool = False
    updated_at: datetime | None = None
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[ImportedAuthor, ...] = ()
    series: str = ""
    series_position: int | None = None
    canonical_url: str = ""
    cover: str = ""
    old_addresses: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    media_digests: tuple[tuple[str, str], ...] = ()
    warnings: tuple[Remark, ...] = field(default=(), compare=False)

    def digest(self) -> str:
        """Return the SHA-256 (hex) of everything that decides how the post comes out.

        It covers the text, what configuration and section defaults made of it, and the bytes
        of its images; not the warnings, the file's place, or a guessed date.
        """
        apart = {"path", "warnings"}
        if self.date_is_guessed:
            apart.add("published_at")
        told = [
            [one.name, repr(getattr(self, one.name))]
            for one in fields(self)
            if one.name not in apart
        ]
        canonical = json.dumps([IMPORTER_VERSION, told], ensure_ascii=True)
        return hashlib.sha256(canonical.encode()).hexdigest()
