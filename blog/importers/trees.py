"""A folder that is being imported: what it holds, and reading from it without leaving it."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes. The most that is read of one file; a larger image is no image for a page."""

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".mdown", ".mkd", ".mkdn"})

SKIPPED_FOLDERS = frozenset(
    {
        "node_modules",
        "vendor",
        "bower_components",
        "__pycache__",
        "_site",
        "_layouts",
        "_includes",
        "_sass",
        "layouts",
        "archetypes",
        "scaffolds",
        "themes",
    }
)
"""Folders of generators and package managers; nobody keeps own posts in them."""


class UnreadableFileError(Exception):
    """A file cannot be read; the message is a sentence that says why."""


class SourceTree:
    """The files below one folder, named by their paths inside it.

    Paths are strings with ``/`` between the parts, whatever the operating system. Nothing
    outside the folder is ever opened, neither through ``..`` nor through a symbolic link.
    """

    def __init__(self, root: Path) -> None:
        """Take the folder; raise UnreadableFileError if it does not exist or is not a folder."""
        if not root.exists():
            raise UnreadableFileError(f"{root} does not exist.")
        if not root.is_dir():
            raise UnreadableFileError(
                f"{root} is a file. Give the folder that holds the posts, for instance "
                f"{root.parent}."
            )
        self.root = root.resolve()
        self.unreadable_folders: dict[str, str] = {}
        """Filled while the files are listed: path of the folder to what the system said."""

    @property
    def name(self) -> str:
        """The folder's own name, which begins the key of every post in it."""
        return readable_name(self.root.name) or "root"

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The paths of all files, sorted, without those of hidden and generator folders."""
        return tuple(sorted(self._walk()))

    @cached_property
    def markdown_files(self) -> tuple[str, ...]:
        """The paths of all Markdown files, sorted."""
        return tuple(path for path in self.files if is_markdown(path))

    @cached_property
    def folders(self) -> frozenset[str]:
        """The paths of all folders that hold a file at some depth; the root is ``""``."""
        found = {""}
        for path in self.files:
            found.update(str(parent) for parent in PurePosixPath(path).parents)
        return frozenset("" if path == "." else path for path in found)

    @cached_property
    def listing(self) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
        """For each folder the names of the files and of the folders directly in it."""
        names: dict[str, set[str]] = {folder: set() for folder in self.folders}
        folders: dict[str, set[str]] = {folder: set() for folder in self.folders}
        for path in self.files:
            parent, _, name = path.rpartition("/")
            names[parent].add(name)
        for folder in self.folders - {""}:
            parent, _, name = folder.rpartition("/")
            folders[parent].add(name)
        return {one: (frozenset(names[one]), frozenset(folders[one])) for one in self.folders}

    def read(self, path: str, *, limit: int = LARGEST_FILE) -> bytes:
        """Return the bytes of a file of at most ``limit`` bytes; raise UnreadableFileError."""
        place = self._place(path)
        try:
            found = place.stat()
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableFileError("this is no ordinary file.")
            if found.st_size > limit:
                raise UnreadableFileError(
                    f"the file has {found.st_size:,} bytes; at most {limit:,} are read."
                )
            return place.read_bytes()
        except OSError as error:
            raise UnreadableFileError(
                f"the file cannot be read ({error.strerror or error}); check its permissions."
            ) from error

    def modified_at(self, path: str) -> datetime:
        """Return when the file was last changed, in UTC, to the second."""
        return datetime.fromtimestamp(int(self._place(path).stat().st_mtime), UTC)

    def find(self, path: str) -> str | None:
        """Return the path of the file that ``path`` means, or None.

        Case and Unicode composition may differ, as they may on the author's own disk
        (macOS stores names decomposed; Windows and macOS ignore case).
        """
        if path in self._exact:
            return path
        return self._folded.get(_fold(path))

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(self.files)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {_fold(path): path for path in reversed(self.files)}

    def _place(self, path: str) -> Path:
        place = (self.root / path).resolve()
        if not place.is_relative_to(self.root):
            raise UnreadableFileError("the file lies outside the imported folder.")
        return place

    def _walk(self) -> Iterator[str]:
        for folder, subfolders, names in os.walk(self.root, onerror=self._note_unreadable):
            subfolders[:] = sorted(
                name
                for name in subfolders
                if not name.startswith(".") and name not in SKIPPED_FOLDERS
            )
            inside = Path(folder).relative_to(self.root)
            for name in names:
                if not name.startswith("."):
                    yield (inside / name).as_posix()

    def _note_unreadable(self, error: OSError) -> None:
        folder = Path(str(error.filename)).relative_to(self.root).as_posix()
        self.unreadable_folders[folder] = error.strerror or str(error)


def is_markdown(path: str) -> bool:
    """Whether a path ends as Markdown files do."""
    return PurePosixPath(path).suffix.lower() in MARKDOWN_SUFFIXES


def readable_name(path: str) -> str:
    """Return a path as text that can be stored and shown.

    A name that is not UTF-8 (an archive from a Chinese Windows) reaches Python with
    surrogates in it; it is read as GB18030 then, and as a last resort with replacements.
    """
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return unicodedata.normalize("NFC", raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
