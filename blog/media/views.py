"""Stored pictures, served so that a browser takes them for nothing else."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from blog.media.models import ENDINGS

CONTENT_TYPES = {ending: f"image/{name.lower()}" for name, ending in ENDINGS.items()}
ONE_YEAR = 365 * 24 * 3600  # seconds; a path is made from the content and never changes


# The only paths that `MediaFile` gives out; whatever else lies in the storage is not served.
STORED_PATH = re.compile(rf"[0-9a-f]{{2}}/([0-9a-f]{{32}})\.({'|'.join(CONTENT_TYPES)})")


def _etag(request: HttpRequest, path: str) -> str | None:
    stored = STORED_PATH.fullmatch(path)
    return f'"{stored[1]}"' if stored and default_storage.exists(path) else None


@require_safe
@condition(etag_func=_etag)
def serve_file(request: HttpRequest, path: str) -> FileResponse:
    """Answer with one stored picture, by the type its content was verified to have."""
    stored = STORED_PATH.fullmatch(path)
    if stored is None:
        raise Http404
    try:
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=CONTENT_TYPES[stored[2]])
    patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
    return response
