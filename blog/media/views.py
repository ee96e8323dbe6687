"""Stored pictures, served so that a browser takes them for nothing else."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control

from blog.media.models import ENDINGS

CONTENT_TYPES = {ending: f"image/{name.lower()}" for name, ending in ENDINGS.items()}
ONE_YEAR = 365 * 24 * 3600  # seconds; a path is made from the content and never changes


def serve_file(request: HttpRequest, path: str) -> FileResponse:
    """Answer with one stored picture, by the type its content was verified to have."""
    content_type = CONTENT_TYPES.get(path.rpartition(".")[2])
    if content_type is None or ".." in path or not default_storage.exists(path):
        raise Http404
    response = FileResponse(default_storage.open(path), content_type=content_type)
    patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
    return response
