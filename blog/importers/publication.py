"""When a post appeared and whether readers may see it, from what its source says."""

from dataclasses import dataclass
from datetime import datetime, time, tzinfo

from blog.importers.dates import DateError, date_in_path, parse_instant
from blog.importers.fields import Fields
from blog.importers.imported import ImportedStatus
from blog.importers.report import Remark, RemarkKind

_PUBLISHED = ("publishdate", "published", "pubdate", "published_at", "published_on")
_CREATED = ("date", "created", "created_at", "createdat", "posted", "createtime")
_UPDATED = (
    "updated",
    "lastmod",
    "last_modified_at",
    "last_modified",
    "modified",
    "updated_at",
    "lastupdated",
    "last_update",
)
_ENDED = ("expirydate", "unpublishdate")

_STATUSES = {
    "draft": ImportedStatus.DRAFT,
    "private": ImportedStatus.DRAFT,
    "hidden": ImportedStatus.DRAFT,
    "unlisted": ImportedStatus.DRAFT,
    "in review": ImportedStatus.IN_REVIEW,
    "in_review": ImportedStatus.IN_REVIEW,
    "pending": ImportedStatus.IN_REVIEW,
    "archived": ImportedStatus.ARCHIVED,
    "trash": ImportedStatus.ARCHIVED,
}


@dataclass(frozen=True, slots=True)
class Publication:
    """The dates and the visibility of a post; see ``ImportedPost``."""

    status: ImportedStatus
    published_at: datetime | None
    updated_at: datetime | None
    date_is_guessed: bool
    warnings: tuple[Remark, ...]


def publication(
    fields: Fields,
    path: str,
    *,
    zone: tzinfo,
    now: datetime,
    modified_at: datetime,
    address: str = "",
    hidden_by_folder: bool = False,
) -> Publication:
    """Return when and whether a post is published.

    The date is the front matter's, else the one in the file's name or in its old
    ``address``, else ``modified_at``, the file's own, with a warning. ``now`` tells what
    has expired; a publication after it stays published and is thereby scheduled.
    """
    warnings: list[Remark] = []
    created, ended = (_first(fields, names, zone, warnings) for names in (_CREATED, _ENDED))
    published = _first(fields, _PUBLISHED, zone, warnings) or created
    updated = _first(fields, _UPDATED, zone, warnings)
    status = _status(fields, warnings)
    if hidden_by_folder and status is ImportedStatus.PUBLISHED:
        status = ImportedStatus.DRAFT
    if ended and ended <= now and status is ImportedStatus.PUBLISHED:
        status = ImportedStatus.ARCHIVED
    guessed = False
    if published is None:
        published = _from_path(path, zone) or _from_path(address, zone) or updated
    if published is None and status is not ImportedStatus.DRAFT:
        published, guessed = modified_at, True
        warnings.append(
            Remark(
                RemarkKind.DATE,
                f"it has no date; its file's, {published:%Y-%m-%d}, is taken.",
            )
        )
    if updated and published and updated <= published:
        updated = None
    return Publication(status, published, updated, guessed, tuple(warnings))


def _first(
    fields: Fields, names: tuple[str, ...], zone: tzinfo, warnings: list[Remark]
) -> datetime | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("date")
        if value is None or isinstance(value, bool | list) or str(value).lower() in _WORDS:
            continue
        try:
            return parse_instant(value, zone)
        except DateError as error:
            warnings.append(Remark(RemarkKind.DATE, f"{name}: {error}."))
    return None


_WORDS = frozenset({"true", "false", "auto", "draft"})
"""What stands under names such as ``published`` and ``modified`` without being a date."""


def _from_path(path: str, zone: tzinfo) -> datetime | None:
    found = date_in_path(path)
    return datetime.combine(found, time(), zone) if found else None


def _status(fields: Fields, warnings: list[Remark]) -> ImportedStatus:
    told = _STATUSES.get(fields.text("status").lower(), ImportedStatus.PUBLISHED)
    if told is not ImportedStatus.PUBLISHED:
        return told
    reason = _hidden(fields)
    if reason:
        if reason not in ("draft", "published"):
            message = f"“{reason}” hides it; publish it here if readers may see it."
            warnings.append(Remark(RemarkKind.HIDDEN, message))
        return ImportedStatus.DRAFT
    return ImportedStatus.PUBLISHED


def _hidden(fields: Fields) -> str:
    """Return the key that keeps a post from readers in its source, or ``""``."""
    for name in ("draft", "private", "unlisted", "headless"):
        if fields.truth(name):
            return name
    for name in ("published", "publish"):
        if fields.truth(name) is False:
            return name
    if fields.text("password"):
        return "password"
    for name in ("build", "_build"):
        build = fields.within(name)
        if "never" in (build.text("list"), build.text("render")) or build.truth("render") is False:
            return "build"
    return ""
