"""Files that are handed out for download: checked by their content, stored as they are."""

import io
import json
import zipfile

from django.utils.translation import gettext_noop

from blog.media.encoding import StorableFile, check_size
from blog.media.limits import ATTACHMENT_TYPES, ending_of
from blog.media.refusals import RefusedUpload

UNKNOWN_KIND = gettext_noop(
    "%(name)s is of a kind that is not stored. Pictures (JPEG, PNG, WebP, AVIF, GIF) and files "
    "named %(endings)s are; others can be packed into a ZIP."
)
OTHER_CONTENT = gettext_noop(
    "%(name)s is not stored: its content is not that of a %(ending)s file, or it is incomplete."
)
NO_UTF8 = gettext_noop(
    "%(name)s is not stored: it is not text in UTF-8. Save it with that encoding and upload it "
    "again."
)


def attachment(name: str, content: bytes) -> StorableFile:
    """Return the file as it may be stored.

    Args:
        name: what the file is called; its ending says what its content must be.
        content: the file's bytes.

    Raises:
        RefusedUpload: it is of another kind, its content is not what its name says, or it is too
            large.
    """
    ending = ending_of(name)
    if ending not in ATTACHMENT_TYPES:
        raise RefusedUpload(UNKNOWN_KIND, name=name, endings=endings_named())
    check_size(name, len(content))
    if not _is_what_it_says(name, ending, content):
        raise RefusedUpload(OTHER_CONTENT, name=name, ending=f".{ending}")
    return StorableFile(content, ending)


def endings_named() -> str:
    """Return the endings of files for download, for messages."""
    return ", ".join(f".{ending}" for ending in ATTACHMENT_TYPES)


def _is_what_it_says(name: str, ending: str, content: bytes) -> bool:
    if ending == "pdf":
        return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]
    if ending == "zip":
        return content.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedUpload(NO_UTF8, name=name) from error
    if "\0" in text:
        raise RefusedUpload(NO_UTF8, name=name)
    if ending not in {"json", "ipynb"}:
        return True
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return ending == "json" or (isinstance(value, dict) and isinstance(value.get("cells"), list))
