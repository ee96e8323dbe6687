"""Taking pictures of the tree along into the site's media."""

from blog.importers.trees import SourceTree, UnreadableFileError
from blog.media.models import MediaFile, RefusedUpload


class PictureError(Exception):
    """A picture cannot be taken along; the message says why."""


class PictureShelf:
    """Stores each picture of one tree at most once, and remembers the refusals."""

    def __init__(self, tree: SourceTree, *, dry_run: bool) -> None:
        """Take the tree; with ``dry_run`` files are read but none is stored."""
        self._tree = tree
        self._dry_run = dry_run
        self._stored: dict[str, MediaFile | PictureError] = {}

    def take(self, path: str) -> MediaFile:
        """Return the stored picture at a path of the tree; raise PictureError.

        In a dry run it is an unsaved row without content.
        """
        if path not in self._stored:
            self._stored[path] = self._take(path)
        taken = self._stored[path]
        if isinstance(taken, PictureError):
            raise taken
        return taken

    def _take(self, path: str) -> MediaFile | PictureError:
        try:
            content = self._tree.read(path)
            if self._dry_run:
                return MediaFile(path=path, original_name=path.rpartition("/")[2][-200:])
            return MediaFile.objects.store(path.rpartition("/")[2], content)
        except UnreadableFileError as error:
            return PictureError(f"{path}: {error}")
        except RefusedUpload as error:
            return PictureError(str(error))
