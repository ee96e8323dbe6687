"""Taking in what somebody uploads: for the media library's form, and for the editor."""

import re
from typing import TYPE_CHECKING

from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.logged_in import asks_for_login
from blog.media import limits
from blog.media.attachments import UNKNOWN_KIND, endings_named
from blog.media.encoding import NoPicture, check_size, megabytes
from blog.media.models import MediaFile
from blog.media.refusals import RefusedUpload, TooLarge
from blog.media.upload_handler import handler_of

if TYPE_CHECKING:
    from accounts.models import User

# Endings under which a file claims to be a picture; "" for one pasted without a name.
_CALLED_PICTURES = frozenset(
    "jpg jpeg jpe jfif png apng webp gif avif bmp tif tiff ico heic heif svg svgz".split()
) | {""}
_MARKDOWN = re.compile(r"([\\`*\[\]<>$&#~|!]|(?<![^\W_])_|_(?![^\W_]))")

OVER_LIMIT = gettext_noop("%(name)s is too large; a file has at most %(limit)s MB.")
CUT_OFF = gettext_noop(
    "The files are too large together; at most %(limit)s MB can be sent at once. Nothing was "
    "stored. Send fewer at a time."
)


def store_upload(file: "UploadedFile[bytes]", *, by: "User") -> MediaFile:
    """Store a picture or a file for download.

    Raises:
        RefusedUpload: it is neither, broken, or too large.
    """
    name = file.name or _("The picture")
    ending = limits.ending_of(name)
    check_size(name, file.size or 0)
    content = file.read()
    if ending in limits.ATTACHMENT_TYPES:
        return MediaFile.objects.store_attachment(name, content, by=by)
    try:
        return MediaFile.objects.store(name, content, by=by)
    except NoPicture as refusal:
        if ending in _CALLED_PICTURES:
            raise
        raise RefusedUpload(UNKNOWN_KIND, name=name, endings=endings_named()) from refusal


def dropped_files(request: HttpRequest) -> list[TooLarge]:
    """Return why files of the request were dropped while they were received.

    Raises:
        TooLarge: the request was cut off, so that what came before is not to be used either.
    """
    handler = handler_of(request)
    if handler.was_cut_off:
        raise TooLarge(CUT_OFF, limit=megabytes(limits.LARGEST_REQUEST))
    limit = megabytes(limits.LARGEST_FILE)
    return [TooLarge(OVER_LIMIT, name=name, limit=limit) for name in handler.too_large]


def markdown_for(media_file: MediaFile) -> str:
    """Return the Markdown that shows the picture, or links to the file."""
    if media_file.is_picture:
        return f"![{_escaped(media_file.alt)}]({media_file.url})"
    return f"[{_escaped(media_file.original_name)}]({media_file.url})"


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def urls(model_admin: "admin.ModelAdmin[MediaFile]") -> list[URLPattern]:
    """Return the editor's address for uploads."""

    @never_cache
    @require_POST
    def upload(request: HttpRequest) -> JsonResponse:
        """Store the request's `file` and answer with how to put it into a text, in JSON.

        200 with `url`, `name`, `kind`, `width`, `height`, `alt` and `markdown`; else `error`, a
        sentence: 401 for nobody, 403 for a login without the right, 400 and 413 for a refusal.
        """
        if not request.user.is_authenticated:
            return asks_for_login()
        allowed = model_admin.admin_site.has_permission(request)
        if not (allowed and model_admin.has_add_permission(request)):
            return JsonResponse({"error": _("You may not upload files here.")}, status=403)
        file = request.FILES.get("file")
        try:
            for refusal in dropped_files(request):
                raise refusal
            if not isinstance(file, UploadedFile):
                return JsonResponse({"error": _("No file came with the request.")}, status=400)
            stored = store_upload(file, by=request.user)
        except RefusedUpload as refusal:
            status = 413 if isinstance(refusal, TooLarge) else 400
            return JsonResponse({"error": refusal.sentence}, status=status)
        return JsonResponse(
            {
                "url": stored.url,
                "name": stored.original_name,
                "kind": stored.kind,
                "width": stored.width,
                "height": stored.height,
                "alt": stored.alt,
                "markdown": markdown_for(stored),
            }
        )

    return [path("upload/", upload, name="media_mediafile_upload")]
