"""Stored files, served so that a browser takes them for nothing else."""

import re
from typing import Final

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import condition, require_safe

from blog.media.copies import COPY_ENDING
from blog.media.limits import ATTACHMENT_TYPES, COPY_WIDTHS, PICTURE_TYPES
from blog.media.models import MediaFile
from blog.site.lifetimes import ONE_YEAR

# The only paths that `MediaFile` gives out; whatever else lies in the storage is not served.
_ENDINGS = "|".join([*PICTURE_TYPES, *ATTACHMENT_TYPES])
_WIDTHS = "|".join(map(str, COPY_WIDTHS))
STORED_PATH = re.compile(
    rf"[0-9a-f]{{2}}/([0-9a-f]{{32}}(?:-(?:{_WIDTHS})(?=\.{COPY_ENDING}$))?)\.({_ENDINGS})"
)

_ALWAYS: Final = {
    "Cache-Control": f"public, max-age={ONE_YEAR}, immutable",
    # The middleware says it too, unless an operator has switched it off.
    "X-Content-Type-Options": "nosniff",
}


def picture_headers(ending: str) -> dict[str, str]:
    """Return what is said of every stored picture with an ending of `PICTURE_TYPES`."""
    return {
        "Content-Type": PICTURE_TYPES[ending],
        **_ALWAYS,
        # For the address itself opened in a tab: there is nothing in it to be run or loaded.
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }


def _etag(request: HttpRequest, path: str) -> str | None:
    stored = STORED_PATH.fullmatch(path)
    return f'"{stored[1]}"' if stored and default_storage.exists(path) else None


@require_safe
@condition(etag_func=_etag)
def serve_file(request: HttpRequest, path: str) -> FileResponse:
    """Answer with one stored file, by the type its content was verified to have.

    Pictures are shown; anything else is handed out as a download under its name (RFC 6266), in a
    sandbox.
    """
    stored = STORED_PATH.fullmatch(path)
    if stored is None:
        raise Http404
    try:
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    ending = stored[2]
    if ending in PICTURE_TYPES:
        return FileResponse(file, headers=picture_headers(ending))
    return FileResponse(
        file,
        content_type=ATTACHMENT_TYPES[ending],
        as_attachment=True,
        filename=_download_name(path, ending),
        headers={**_ALWAYS, "Content-Security-Policy": "sandbox"},
    )


def _download_name(path: str, ending: str) -> str:
    """Return the name to save the file under: no folders, nothing invisible, its true ending."""
    name = MediaFile.objects.filter(path=path).values_list("original_name", flat=True).first() or ""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(character for character in last if character.isprintable()).strip(" .")
    if not visible.lower().endswith(f".{ending}"):
        visible = f"{visible or 'file'}.{ending}"
    return visible
