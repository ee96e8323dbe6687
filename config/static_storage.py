"""Static files under names that change with their content, with compressed forms beside them."""

import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files import File
from django.core.files.base import ContentFile

COMPRESSIBLE = (".css", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".xml")
"""Endings of what becomes smaller; pictures and fonts are compressed in themselves."""


class StaticFiles(ManifestStaticFilesStorage):
    """Django's storage, which also rewrites the imports of JavaScript modules and compresses.

    A module is asked for by the name that its importer gives. Without the rewriting, browsers
    would keep old parts of the composer beside new ones.

    Whoever serves the files meanwhile never reads half of one, nor finds one missing: what is
    written takes the place of the former at once.
    """

    support_js_module_import_aggregation = True
    _is_replacing = False

    def post_process(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Yield what became of each file: name, hashed name, and whether that is new or failed."""
        self._is_replacing = True
        try:
            yield from super().post_process(*args, **kwargs)
        finally:
            self._is_replacing = False
        if not kwargs.get("dry_run"):
            for name in sorted(set(self.hashed_files.values())):
                if name.endswith(COMPRESSIBLE):
                    self._compress(name)

    def _compress(self, name: str) -> None:
        """Write the compressed forms of a hashed file that are not there and are smaller."""
        content = b""
        for ending in (".br", ".gz"):
            if self.exists(name + ending):
                continue  # of the same content, as the name says
            content = content or Path(self.path(name)).read_bytes()
            smaller = _brotli(content) if ending == ".br" else gzip.compress(content, 9, mtime=0)
            if len(smaller) < len(content):
                self._save(name + ending, ContentFile(smaller))

    def delete(self, name: str) -> None:
        """Delete a file, unless it is about to be replaced."""
        if not self._is_replacing:
            super().delete(name)

    def _save(self, name: str, content: File[Any]) -> str:
        partial: str = super()._save(f"{name}.partial", content)  # type: ignore[misc]  # not in the stubs
        os.replace(self.path(partial), self.path(name))  # noqa: PTH105  # paths of the storage are texts
        return name


def _brotli(content: bytes) -> bytes:
    compressed: bytes = brotli.compress(content, quality=11, mode=brotli.MODE_TEXT)
    return compressed
