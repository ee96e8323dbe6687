"""The readers' style sheet and script: one file each, joined from the parts below `static/reader/`.

A page asks for few files, and each part has one subject. The parts themselves are not served.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage, Storage

PARTS = "reader/"

# A string, which stays, or a comment of CSS or JavaScript that has its lines to itself.
_CSS = re.compile(r"(\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')|/\*.*?\*/", re.DOTALL)
_JS = re.compile(r"^[ \t]*(?://.*|/\*\*?(?:.|\n)*?\*/[ \t]*)\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|[ \t]+$|\n(?=\n)", re.MULTILINE)


class ProjectFilesFinder(FileSystemFinder):
    """Django's finder of the project's own files, which joins those of `JOINED_STATIC_FILES`."""

    def __init__(self, *args: Any, folder: Path | None = None, **kwargs: Any) -> None:
        """Keep the joined files in `folder`; by default one below `DATA_DIR`."""
        super().__init__(*args, **kwargs)
        self._folder = folder or settings.DATA_DIR / "built-static" / "joined"

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where `path` lies: a path or None, and a list with `find_all`."""
        if path.startswith(PARTS):
            return [] if find_all else None
        if path not in settings.JOINED_STATIC_FILES:
            return super().find(path, find_all=True) if find_all else super().find(path)
        found = str(self._join(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield the path of each file, and the storage it lies in."""
        patterns = [*(ignore_patterns or ())]
        for path, storage in super().list(patterns):
            if not path.startswith(PARTS):
                yield path, storage
        storage = FileSystemStorage(location=self._folder)
        for path in settings.JOINED_STATIC_FILES:
            if not matches_patterns(path, patterns):
                self._join(path)
                yield path, storage

    def _join(self, path: str) -> Path:
        """Write the file anew if a part has changed; return where it lies."""
        parts = [settings.BASE_DIR / "static" / part for part in settings.JOINED_STATIC_FILES[path]]
        text = "\n".join(smaller(part.read_text(encoding="utf-8"), part.suffix) for part in parts)
        joined = self._folder / path
        if not joined.is_file() or joined.read_text(encoding="utf-8") != text:
            joined.parent.mkdir(parents=True, exist_ok=True)
            # Not in place: another process may be reading it.
            fresh = joined.with_name(f"{joined.name}.{id(self)}")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(joined)
        return joined


def smaller(text: str, suffix: str) -> str:
    """Return a style sheet or script (`suffix` `.css` or `.js`) without comments and indents.

    A script's comment is taken out where it has its lines to itself. Texts that span lines must
    not look like comments.
    """
    if suffix == ".css":
        text = _CSS.sub(lambda match: match[1] or "", text)
    else:
        text = _JS.sub("", text)
    return _INDENT.sub("", text).strip() + "\n"
