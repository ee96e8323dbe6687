"""Hugo: ``content/``, bundles, sections with ``_index.md``, languages, permalinks a section."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import ClassVar

from blog.importers.bylines import AuthorDirectory
from blog.importers.configuration import first_mapping
from blog.importers.decoding import NotTextError, decode
from blog.importers.fields import Fields
from blog.importers.front_matter import FrontMatter, FrontMatterError, split
from blog.importers.imported import ImportedAuthor, ImportedPost
from blog.importers.languages import language_tag, tag_in_name
from blog.importers.old_addresses import date_tokens, expand
from blog.importers.readers.site_reader import SiteReader
from blog.importers.titles import stem
from blog.importers.trees import UnreadableFileError

_ENDINGS = ("toml", "yaml", "yml", "json")
_SECTIONS = re.compile(r":sections\[(\d*)(:?)(\d*)\]")
_OWN_TAXONOMIES = frozenset({"tags", "categories", "series", "authors", "author"})


class HugoReader(SiteReader):
    """Reads a Hugo site; every page below ``content/`` with text is an article."""

    format: ClassVar[str] = "hugo"
    configuration_names: ClassVar[tuple[str, ...]] = tuple(
        f"{name}.{ending}" for name in ("hugo", "config", "config/_default/hugo",
                                        "config/_default/config") for ending in _ENDINGS
    )  # fmt: skip
    static_folders: ClassVar[tuple[str, ...]] = ("static", "assets", "content", "")
    folders_are_categories: ClassVar[bool] = True

    def candidates(self) -> list[str]:
        """Return the Markdown of the content folder, or all if there is none."""
        paths = super().candidates()
        if self.content not in self.tree.folders:
            return paths
        return [
            path
            for path in paths
            if path.startswith(f"{self.content}/") or "/" not in self.within(path)
        ]

    @cached_property
    def content(self) -> str:
        """The path of the content folder."""
        return self.path_of(self.configuration.text("contentDir") or "content")

    def configured(self) -> Fields:
        """Return the configuration; files under ``config/_default`` are tables of it."""
        main = first_mapping(self.tree, self.folder, self.configuration_names)
        for table in ("params", "permalinks", "languages", "taxonomies"):
            names = tuple(f"config/_default/{table}.{ending}" for ending in _ENDINGS)
            told = first_mapping(self.tree, self.folder, names)
            if told:
                main.setdefault(table, told)
        return Fields(main)

    def why_no_post(self, path: str, values: FrontMatter) -> str:
        """Section pages hold no article; pages of people describe authors."""
        if PurePosixPath(path).name.split(".")[0] == "_index":
            return "a section's page; the posts below it inherit its values"
        if self._is_author_page(path):
            return "an author's page; it gives the author's biography"
        return ""

    def defaults(self, path: str) -> Sequence[Mapping[str, object]]:
        """Return what the sections above cascade, the nearest first."""
        found: list[Mapping[str, object]] = []
        folder = posixpath.dirname(path)
        while folder and folder.startswith(self.content):
            found += self._cascades(folder)
            folder = posixpath.dirname(folder)
        return found

    def _cascades(self, folder: str) -> list[Mapping[str, object]]:
        if folder not in self._known_cascades:
            self._known_cascades[folder] = self._read_cascades(folder)
        return self._known_cascades[folder]

    @cached_property
    def _known_cascades(self) -> dict[str, list[Mapping[str, object]]]:
        return {}

    def _read_cascades(self, folder: str) -> list[Mapping[str, object]]:
        names, _ = self.tree.listing.get(folder, (frozenset(), frozenset()))
        for name in sorted(names):
            if name.split(".")[0] != "_index":
                continue
            try:
                source = split(decode(self.tree.read(f"{folder}/{name}")).text)
            except (UnreadableFileError, NotTextError, FrontMatterError):
                continue
            told = source.values.get("cascade")
            several = told if isinstance(told, list) else [told]
            # A cascade with a target is for some pages only; which, Hugo alone knows.
            return [
                {key: value for key, value in one.items() if key not in ("_target", "target")}
                for one in several
                if isinstance(one, Mapping) and not {"_target", "target"} & set(one)
            ]
        return []

    @cached_property
    def directory(self) -> AuthorDirectory:
        """Add the pages under ``content/authors`` to the authors in data files."""
        directory = AuthorDirectory()
        for path in self.tree.markdown_files:
            if not self._is_author_page(path):
                continue
            try:
                source = split(decode(self.tree.read(path)).text)
            except (UnreadableFileError, NotTextError, FrontMatterError):
                continue
            fields = Fields(source.values)
            key = stem(path)
            name = fields.text("name", "title") or key
            biography = source.body.strip() or fields.text("bio", "description")
            website = fields.text("website", "url", "link")
            website = website if website.startswith(("http://", "https://")) else ""
            directory.add(key, ImportedAuthor(name[:100], website=website, biography=biography))
        for key, author in super().directory.items():
            directory.add(key, author)
        return directory

    def _is_author_page(self, path: str) -> bool:
        inside = path.removeprefix(f"{self.content}/").split("/")
        inside = inside[1:] if language_tag(inside[0]) else inside
        return len(inside) > 1 and inside[0] in ("authors", "author")

    def more_vocabularies(self, fields: Fields) -> Iterable[object]:
        """Taxonomies of the site's own (``projects``) become tags."""
        told = self.configuration.get("taxonomies")
        for plural in told.values() if isinstance(told, Mapping) else ():
            if str(plural).lower() not in _OWN_TAXONOMIES:
                yield fields.get(str(plural))

    def site_addresses(self, post: ImportedPost, fields: Fields) -> Iterable[str]:
        """Yield the address by the section's permalink rule, else ``/section/name/``."""
        if fields.text("url"):
            return
        language, folders = self._place(post.path)
        name = fields.text("slug") or stem(post.path)
        file_name = posixpath.basename(post.path).removesuffix(PurePosixPath(post.path).suffix)
        tag = tag_in_name(post.path)
        file_name = file_name[: -len(tag) - 1] if tag else file_name
        content_name = folders.pop() if file_name == "index" and folders else file_name
        rule = self._rule(folders[0] if folders else "")
        if rule and post.published_at is not None:
            address = self._by_rule(rule, post, folders, name, content_name)
        else:
            own = fields.text("slug") or content_name
            address = "/".join(["", *folders, own]) + "/"
        yield f"{self._language_prefix(language)}{address}".lower().replace(" ", "-")

    def _place(self, path: str) -> tuple[str, list[str]]:
        """Return the language and the section folders of a page."""
        folders = path.removeprefix(f"{self.content}/").split("/")[:-1]
        if folders and language_tag(folders[0]):
            return language_tag(folders[0]), folders[1:]
        return tag_in_name(path), folders

    def _rule(self, section: str) -> str:
        rules = self.configuration.within("permalinks")
        return rules.text(section) or rules.within("page").text(section) if section else ""

    def _by_rule(
        self, rule: str, post: ImportedPost, folders: list[str], name: str, content_name: str
    ) -> str:
        if post.published_at is None:
            return ""

        def some_sections(match: re.Match[str]) -> str:
            first = int(match[1] or 0)
            last = int(match[3]) if match[3] else None if match[2] else first + 1
            return "/".join(folders[first:last])

        title = re.sub(r"[\s_]+", "-", post.title.lower())
        tokens = date_tokens(post.published_at.astimezone(self.zone)) | {
            ":section": folders[0] if folders else "",
            ":sections": "/".join(folders),
            ":title": title,
            ":slug": name if name != stem(post.path) else title,
            ":filename": content_name,
            ":contentbasename": content_name,
            ":slugorfilename": name,
            ":slugorcontentbasename": name,
        }
        address = expand(_SECTIONS.sub(some_sections, rule), tokens)
        return address if not address or address.endswith(("/", ".html")) else f"{address}/"

    def _language_prefix(self, language: str) -> str:
        default = self.configuration.text("defaultContentLanguage") or "en"
        always = self.configuration.truth("defaultContentLanguageInSubdir")
        return f"/{language}" if language and (always or language != default) else ""

    def aliases(self, told: Iterable[str], path: str) -> Iterator[str]:
        """Yield aliases; one without a slash at its start counts from the page's section."""
        _, folders = self._place(path)
        for one in told:
            yield one if one.startswith("/") else posixpath.join("/", *folders, one)
