"""What all formats have in common: from one file of a site to one ``ImportedPost``.

A format is a subclass that says where its posts lie, how it reads categories, where its
pictures are, and which addresses it gave its posts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import PurePosixPath
from typing import ClassVar
from urllib.parse import urlsplit

from blog.importers import old_addresses
from blog.importers.bylines import AuthorDirectory, authors_from
from blog.importers.configuration import first_mapping, load_data
from blog.importers.dates import zone_named
from blog.importers.fields import Fields
from blog.importers.front_matter import FrontMatter
from blog.importers.imported import ImportedAuthor, ImportedPost
from blog.importers.recognition import Site
from blog.importers.resolving import (
    Surroundings,
)
from blog.importers.sections import Sections
from blog.importers.trees import SourceTree
from blog.importers.vocabulary import category_paths, terms, unique

_FOREIGN_SUFFIXES = frozenset(
    {".html", ".htm", ".textile", ".rst", ".org", ".adoc", ".asciidoc", ".pug", ".tex"}
)


@dataclass(frozen=True, slots=True)
class Situation:
    """What a reading depends on besides the files: the clock, the zone, the byline by default."""

    now: datetime
    zone: tzinfo
    author: str = ""


class SiteReader:
    """Reads the posts of one site. Reading touches nothing but the files of the tree."""

    format: ClassVar[str] = "plain"
    configuration_names: ClassVar[tuple[str, ...]] = ()
    static_folders: ClassVar[tuple[str, ...]] = ("", "static", "public", "assets", "images")
    authors_files: ClassVar[tuple[str, ...]] = (
        "authors.yml",
        "authors.yaml",
        "_data/authors.yml",
        "_data/authors.yaml",
        "data/authors.yml",
        "data/authors.yaml",
        "data/authors.toml",
        "data/authors.json",
        "blog/authors.yml",
        "blog/authors.yaml",
    )
    tags_split_at_spaces: ClassVar[bool] = False
    folders_are_categories: ClassVar[bool] = False

    def __init__(self, tree: SourceTree, site: Site, situation: Situation) -> None:
        """Read the site's configuration; the posts are read one by one."""
        self.tree = tree
        self.folder = site.folder
        self.situation = situation
        self.configuration = self.configured()
        self.zone = zone_named(self.configuration.text("timezone", "time_zone")) or situation.zone

    # What a format says about itself

    def configured(self) -> Fields:
        """Return the site's configuration."""
        return Fields(first_mapping(self.tree, self.folder, self.configuration_names))

    def candidates(self) -> list[str]:
        """Return the paths of all Markdown files of the site, posts or not."""
        start = f"{self.folder}/" if self.folder else ""
        return [path for path in self.tree.markdown_files if path.startswith(start)]

    def why_no_post(self, path: str, values: FrontMatter) -> str:
        """Return what a file is instead of a post, or ``""``."""
        return ""

    def foreign_posts(self) -> list[str]:
        """Return the paths of posts that are not Markdown and therefore cannot be read."""
        start = f"{self.folder}/" if self.folder else ""
        return [
            path
            for path in self.tree.files
            if path.startswith(start)
            and PurePosixPath(path).suffix.lower() in _FOREIGN_SUFFIXES
            and {"_posts", "_drafts"} & set(path.split("/"))
        ]

    def hidden_by_folder(self, path: str) -> bool:
        """Whether the file's place keeps it from readers."""
        return "_drafts" in path.split("/")

    def defaults(self, path: str) -> Sequence[Mapping[str, object]]:
        """Return the values that the site or a section gives the file, the nearest first."""
        return ()

    def translated(self, body: str, path: str) -> str:
        """Return the body with what only this generator understands said in Markdown."""
        return body

    def categories(self, fields: Fields, path: str) -> Sequence[tuple[str, ...]]:
        """Return the paths of the post's categories, the one that counts first."""
        path_told = fields.get("category")
        if isinstance(path_told, list):
            return category_paths(path_told)
        several = fields.get("categories")
        if isinstance(several, list) and any(isinstance(one, list) for one in several):
            return category_paths(several)
        return [(name,) for name in unique((*terms(path_told), *terms(several)))]

    def site_addresses(self, post: ImportedPost, fields: Fields) -> Iterable[str]:
        """Yield the addresses that the generator's own rule gave a published post."""
        return ()

    def more_vocabularies(self, fields: Fields) -> Iterable[object]:
        """Yield the values of vocabularies of the site's own that become tags."""
        return ()

    def site_authors(self) -> tuple[ImportedAuthor, ...]:
        """Return the author whom the site's configuration names for all its posts."""
        told = self.configuration.get("author")
        params = self.configuration.within("params")
        return authors_from(told or params.get("author"), self.directory)

    def aliases(self, told: Iterable[str], path: str) -> Iterator[str]:
        """Yield the further addresses that a front matter names, as paths from the root."""
        yield from told

    # Where things are

    def within(self, path: str) -> str:
        """Return a path as seen from the site's folder."""
        return path.removeprefix(f"{self.folder}/") if self.folder else path

    def path_of(self, name: str) -> str:
        """Return the tree's path of a name inside the site's folder."""
        return f"{self.folder}/{name}".strip("/") if self.folder else name

    @cached_property
    def address(self) -> str:
        """The former site's own address, or ``""``."""
        return self.configuration.text("url", "base_url", "baseURL")

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The host names of the former site."""
        try:
            host = urlsplit(self.address).netloc.lower()
        except ValueError:  # “[” without “]”
            host = ""
        return frozenset({host} if host else ())

    @cached_property
    def prefix(self) -> str:
        """The path below which the former site was served, ``""`` for a host's root."""
        root = self.configuration.text("root", "baseUrl") or old_addresses.site_prefix(self.address)
        return "" if root.startswith("http") else root.rstrip("/")

    @cached_property
    def directory(self) -> AuthorDirectory:
        """The authors whom the site describes in files of their own."""
        entries: dict[str, object] = {}
        for name in self.authors_files:
            path = self.path_of(name)
            if path in frozenset(self.tree.files):
                data = load_data(self.tree, path)
                if isinstance(data, Mapping):
                    entries |= {str(key): value for key, value in data.items()}
        return AuthorDirectory(entries)

    @cached_property
    def sections(self) -> Sections:
        """The folders of the site that are subjects."""
        return Sections(self.tree, self.folder)

    def around(self, path: str, fields: Fields) -> Surroundings:
        """Return where the addresses in a post are looked up."""
        folders = [self.path_of(name) for name in self.static_folders]
        return Surroundings(path, tuple(folders), self.hosts, fields)
