"""Receiving files without letting them fill the disk.

Django's own handlers write a file of any length to the disk before a view is asked. This one, which
the settings name for the whole site, keeps no more than may be stored, and stops reading a request
that goes on and on.
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from blog.media import limits


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps files up to the limit in temporary files; drops others and remembers their names.

    A file that is a little too large is read to its end, so that the browser gets to see the
    answer; a request of more than `LARGEST_REQUEST` bytes is cut off.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        """Take the request whose body is read."""
        super().__init__(request)
        self.too_large: list[str] = []
        self.was_cut_off = False
        self._received = 0
        self._drops = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._drops = False
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._received += len(raw_data)
        if self._received > limits.LARGEST_REQUEST:
            self.was_cut_off = True
            raise StopUpload(connection_reset=True)
        if not self._drops and start + len(raw_data) > limits.LARGEST_FILE:
            self._drops = True
            self.too_large.append(str(self.file_name))
            self.file.close()  # which deletes it
        if not self._drops:
            self.file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        return None if self._drops else super().file_complete(file_size)


def handler_of(request: HttpRequest) -> BoundedUploadHandler:
    """Return what received the request's files; an unused one if another handler did."""
    handlers = (one for one in request.upload_handlers if isinstance(one, BoundedUploadHandler))
    return next(handlers, BoundedUploadHandler(request))
