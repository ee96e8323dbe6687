"""Pictures of the site in front of Django: from memory, to be kept for ever.

Only pictures, whose answer depends on nothing but the file. A download needs its name from the
database, and Django answers for it, as for all that is not there (`blog.media.views`).
"""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from blog.media.limits import PICTURE_TYPES
from blog.media.views import STORED_PATH, picture_headers
from config.files_in_memory import Application, Environ, FilesInMemory, Found, StartResponse

LIMIT = 32 * 1024 * 1024
"""Bytes of memory for pictures, in each process."""


class MediaFiles:
    """A WSGI application that answers for stored pictures, and leaves the rest to another.

    A picture that has been deleted is gone with the next request. Where files are stored
    elsewhere than in a folder, Django answers for all.
    """

    def __init__(self, application: Application, *, limit: int = LIMIT) -> None:
        """
        Args:
            application: answers to all other addresses.
            limit: bytes of memory for all pictures together.
        """
        self._application = application
        self._prefix: str = settings.MEDIA_URL
        self._files = FilesInMemory(self._find, limit)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if path.startswith(self._prefix) and environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            file = self._files.get(path)
            if file is not None:
                try:
                    return file.answer(environ, start_response)
                except OSError:
                    pass  # too big for memory, and gone since
        return self._application(environ, start_response)

    def _find(self, address: str) -> Found | None:
        path = address.removeprefix(self._prefix)
        stored = STORED_PATH.fullmatch(path)
        storage = storages["default"]
        if stored is None or stored[2] not in PICTURE_TYPES:
            return None
        if not isinstance(storage, FileSystemStorage):
            return None
        headers = [*picture_headers(stored[2]).items()]
        return Found(Path(storage.path(path)), headers, stored[1], is_compressed=False, can_go=True)
