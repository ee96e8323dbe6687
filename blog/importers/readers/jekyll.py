"""Jekyll: dated names under ``_posts``, several categories, Liquid, permalink styles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from functools import cached_property
from pathlib import PurePosixPath
from typing import ClassVar

from blog.importers.dates import date_in_path
from blog.importers.fields import Fields
from blog.importers.front_matter import FrontMatter, Syntax
from blog.importers.imported import ImportedPost
from blog.importers.old_addresses import date_tokens, expand
from blog.importers.readers.site_reader import SiteReader
from blog.importers.titles import stem
from blog.importers.vocabulary import terms, unique
from blog.slugs import slugify

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Jekyll's built-in permalink styles (its manual, Permalinks); ``date`` is the default."""


class JekyllReader(SiteReader):
    """Reads a Jekyll site; where nothing is called ``_posts``, every Markdown file is a post."""

    format: ClassVar[str] = "jekyll"
    configuration_names: ClassVar[tuple[str, ...]] = ("_config.yml", "_config.yaml")
    static_folders: ClassVar[tuple[str, ...]] = ("", "assets", "static", "source")
    tags_split_at_spaces: ClassVar[bool] = True

    def why_no_post(self, path: str, values: FrontMatter) -> str:
        """Only what Jekyll makes a page of can be an article, and not what lists articles."""
        inside = self.within(path)
        folders = set(inside.split("/")[:-1])
        if folders & {"_posts", "_drafts"} or not self._has_posts:
            return ""
        if {one for one in folders if one.startswith("_")} - self._published_folders:
            return "it lies in a folder that Jekyll does not publish"
        if values.syntax is Syntax.NONE:
            return "Jekyll makes no page of a file without front matter"
        layout = Fields(values.values).text("layout").lower()
        if layout in {"home", "categories", "tags", "archive"} or inside in ("index.md", "404.md"):
            return "a list that the theme fills"
        return ""

    @cached_property
    def _has_posts(self) -> bool:
        return any("_posts" in path.split("/") for path in self.candidates())

    @cached_property
    def _published_folders(self) -> frozenset[str]:
        """The folders with an underscore that the configuration has published."""
        collections = terms(self.configuration.get("collections"))
        return frozenset(
            {f"_{name}" for name in collections} | set(self.configuration.texts("include"))
        )

    def defaults(self, path: str) -> Sequence[Mapping[str, object]]:
        """Return ``defaults`` of the configuration whose scope holds the file."""
        inside = self.within(path)
        kind = "posts" if "_posts" in inside.split("/") else "pages"
        found: list[tuple[int, Mapping[str, object]]] = []
        told = self.configuration.get("defaults")
        for one in told if isinstance(told, list) else ():
            scope = Fields(one).within("scope") if isinstance(one, Mapping) else Fields()
            values = one.get("values") if isinstance(one, Mapping) else None
            where, wanted = scope.text("path"), scope.text("type")
            if not isinstance(values, Mapping) or wanted not in ("", kind, kind[:-1]):
                continue
            if not where or inside.startswith(where) or fnmatch(inside, where):
                found.append((len(where), values))
        ordered = sorted(found, key=lambda one: -one[0])
        return [{k: v for k, v in values.items() if k != "layout"} for _, values in ordered]

    def categories(self, fields: Fields, path: str) -> Sequence[tuple[str, ...]]:
        """Several side by side: those of the folders above ``_posts``, then the front matter's."""
        folders = self.within(path).split("/")
        above = folders[: folders.index("_posts")] if "_posts" in folders else []
        above = [name for name in above if name not in ("docs", "source", "src", "collections")]
        one = fields.get("category")
        alone = (" ".join(one.split()),) if isinstance(one, str) else terms(one)
        named = terms(fields.get("categories"), split_at_spaces=True)
        return [(name,) for name in unique((*above, *alone, *named)) if not name.startswith("_")]

    def site_addresses(self, post: ImportedPost, fields: Fields) -> Iterable[str]:
        """Yield the address by the permalink rule of the file, the collection or the site."""
        place = PurePosixPath(self.within(post.path))
        if "_posts" not in place.parts and date_in_path(place.name) is None:
            yield "/" + place.with_suffix(".html").as_posix().removesuffix("index.html")
            return
        rule = self._rule(fields)
        if post.published_at is None:
            return
        name = fields.text("slug") or stem(place.as_posix())
        categories = [one[0] for one in self.categories(fields, post.path)]
        tokens = date_tokens(post.published_at.astimezone(self.zone)) | {
            ":title": name,
            ":slug": slugify(name),
            ":categories": "/".join(one.lower() for one in categories),
            ":slugified_categories": "/".join(slugify(one) for one in categories),
            ":collection": "posts",
            ":path": place.with_suffix("").name,
            ":name": place.with_suffix("").name,
            ":output_ext": ".html",
        }
        # The two tokens stand next to each other and must not be read as one.
        yield expand(rule.replace(":output_ext", ".html"), tokens)

    def _rule(self, fields: Fields) -> str:
        posts = self.configuration.within("collections").within("posts")
        told = fields.text("permalink")
        rule = told if ":" in told else ""
        rule = rule or posts.text("permalink") or self.configuration.text("permalink") or "date"
        return STYLES.get(rule, rule)

    def aliases(self, told: Iterable[str], path: str) -> Iterator[str]:
        """Yield ``redirect_from`` as the plug-in reads it: from the site's root."""
        yield from (f"/{one.lstrip('/')}" for one in told)
