"""What a page must know of stored pictures to show each in a fitting width."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.files.storage import default_storage

from blog.markup import Picture
from blog.media.models import MediaFile


def pictures_for(addresses: Sequence[str]) -> Mapping[str, Picture]:
    """Return the stored picture behind each address of this site's media, in one query.

    Args:
        addresses: as they stand in a text, absolute or from the site's root.

    Returns:
        By address; an address that is none of this site's pictures is left out. The sources'
        addresses are absolute where the picture's is.
    """
    paths = {address: path for address in addresses if (path := stored_path(address))}
    if not paths:
        return {}
    stored = {
        picture.path: picture
        for picture in MediaFile.objects.filter(
            path__in=set(paths.values()), kind=MediaFile.Kind.PICTURE
        ).only("path", "width", "height", "copies")
    }
    found = {}
    for address, path in paths.items():
        picture = stored.get(path)
        if picture and picture.width and picture.height:
            site = settings.SITE_URL if address.startswith(f"{settings.SITE_URL}/") else ""
            sources = tuple((site + url, width) for url, width in picture.sources())
            found[address] = Picture(picture.width, picture.height, sources)
    return found


def stored_path(address: str) -> str:
    """Return the path in the storage that an address of this site's media names, or ``""``."""
    local = address.removeprefix(settings.SITE_URL) if settings.SITE_URL else address
    beginning = default_storage.url("")
    if not local.startswith(beginning) or "\0" in local:
        return ""
    return local[len(beginning) :].partition("?")[0].partition("#")[0]
