"""Hexo: posts under ``source/_posts``, categories as paths, ``:year/:month/:day/:title/``."""

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import ClassVar

from blog.importers.fields import Fields
from blog.importers.front_matter import FrontMatter
from blog.importers.imported import ImportedPost
from blog.importers.old_addresses import date_tokens, expand
from blog.importers.readers.site_reader import SiteReader
from blog.importers.vocabulary import category_paths

DEFAULT_PERMALINK = ":year/:month/:day/:title/"

_NO_ARTICLE_TYPES = frozenset(
    {"tags", "categories", "tag", "category", "archive", "archives", "links", "link", "404"}
)
_UNSAFE = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")


class HexoReader(SiteReader):
    """Reads a Hexo site; pages outside ``_posts`` are articles of their own here."""

    format: ClassVar[str] = "hexo"
    configuration_names: ClassVar[tuple[str, ...]] = ("_config.yml", "_config.yaml")
    static_folders: ClassVar[tuple[str, ...]] = ("source", "", "source/_posts", "static")

    def candidates(self) -> list[str]:
        """Return the Markdown of the source folder, or all if there is no such folder."""
        source = self.path_of(self.configuration.text("source_dir") or "source")
        if source not in self.tree.folders:
            return super().candidates()
        below = [path for path in super().candidates() if path.startswith(f"{source}/")]
        beside = [path for path in super().candidates() if "/" not in self.within(path)]
        return below + beside

    def why_no_post(self, path: str, values: FrontMatter) -> str:
        """Lists of tags or links are pages of the theme, not articles."""
        fields = Fields(values.values)
        for name in ("type", "layout"):
            if fields.text(name).lower() in _NO_ARTICLE_TYPES:
                return "a list that the theme fills"
        return ""

    def categories(self, fields: Fields, path: str) -> Sequence[tuple[str, ...]]:
        """A flat list is one path, a nested list several (Hexo's manual, Front-matter)."""
        return category_paths(fields.get("categories", "category"))

    def site_addresses(self, post: ImportedPost, fields: Fields) -> Iterable[str]:
        """Posts by the site's ``permalink`` rule, pages by their path."""
        place = PurePosixPath(self.within(post.path))
        if "_posts" not in place.parts:
            inside = place.relative_to("source") if place.parts[0] == "source" else place
            page = inside.with_suffix(".html").as_posix().removesuffix("index.html")
            yield f"/{page}"
            return
        if post.published_at is None:
            return
        inside = PurePosixPath(*place.parts[place.parts.index("_posts") + 1 :]).with_suffix("")
        category = "/".join(_slugized(name) for name in post.category)
        defaults = self.configuration.within("permalink_defaults")
        tokens = date_tokens(post.published_at.astimezone(self.zone)) | {
            ":title": self._undated(inside.as_posix()),
            ":name": self._undated(inside.name),
            ":post_title": _slugized(post.title),
            ":category": category or self.configuration.text("default_category"),
            ":lang": fields.text("lang", "language") or defaults.text("lang"),
            ":layout": fields.text("layout") or "post",
        }
        yield expand(self.configuration.text("permalink") or DEFAULT_PERMALINK, tokens)

    def _undated(self, name: str) -> str:
        """Take off the date that ``new_post_name`` puts before a title."""
        if self.configuration.text("new_post_name").startswith(":year-:month-:day-"):
            return re.sub(r"^\d{4}-\d{2}-\d{2}-", "", name)
        return name


def _slugized(name: str) -> str:
    """Hexo's slugize: white space and ASCII punctuation become one hyphen."""
    return _UNSAFE.sub("-", name).strip("-")
