"""Zola: ``content/`` with TOML, ``path`` and ``aliases``, sections, ``index.fr.md``."""

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from blog.importers.fields import Fields
from blog.importers.front_matter import FrontMatter
from blog.importers.imported import ImportedPost
from blog.importers.languages import tag_in_name
from blog.importers.readers.site_reader import SiteReader
from blog.importers.titles import stem
from blog.slugs import slugify


class ZolaReader(SiteReader):
    """Reads a Zola site; ``[taxonomies]`` and ``[extra]`` count like top-level keys."""

    format: ClassVar[str] = "zola"
    configuration_names: ClassVar[tuple[str, ...]] = ("zola.toml", "config.toml")
    static_folders: ClassVar[tuple[str, ...]] = ("static", "content", "")
    folders_are_categories: ClassVar[bool] = True

    def candidates(self) -> list[str]:
        """Return the Markdown of the content folder, or all if there is none."""
        paths = super().candidates()
        content = self.path_of("content")
        if content not in self.tree.folders:
            return paths
        return [
            path for path in paths if path.startswith(f"{content}/") or "/" not in self.within(path)
        ]

    def why_no_post(self, path: str, values: FrontMatter) -> str:
        """Section pages hold no article."""
        if PurePosixPath(path).name.split(".")[0] == "_index":
            return "a section's page; the posts below it inherit its values"
        return ""

    def site_addresses(self, post: ImportedPost, fields: Fields) -> Iterable[str]:
        """Yield ``/section/slug/``; a ``path`` in the front matter replaces it."""
        if fields.text("path"):
            yield f"/{fields.text('path').strip('/')}/"
            return
        folders = self._inside(post.path).split("/")[:-1]
        if PurePosixPath(post.path).name.startswith("index.") and folders:
            folders.pop()
        language = tag_in_name(post.path)
        name = fields.text("slug") or slugify(stem(post.path))
        yield "/".join(["", *([language] if language else []), *folders, name]) + "/"

    def aliases(self, told: Iterable[str], path: str) -> Iterator[str]:
        """Yield aliases, which count from the site's root."""
        yield from (posixpath.join("/", one) for one in told)

    def _inside(self, path: str) -> str:
        return self.within(path).removeprefix("content/")
