"""Docusaurus: ``blog/`` and ``docs/``, MDX, ``authors.yml``, translations under ``i18n/``."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import ClassVar

from blog.importers.dates import date_in_path, without_date
from blog.importers.fields import Fields
from blog.importers.front_matter import FrontMatter
from blog.importers.imported import ImportedPost
from blog.importers.markdown_code import CodeRegions
from blog.importers.readers.site_reader import SiteReader

_BLOG = re.compile(r"(?:^|/)(?:blog|docusaurus-plugin-content-blog)/(?P<rest>.+)$")
_DOCS = re.compile(
    r"(?:^|/)(?:docs|docusaurus-plugin-content-docs/current|versioned_docs/version-[^/]+)/(?P<rest>.+)$"
)
_TRANSLATION = re.compile(r"^i18n/(?P<language>[^/]+)/")
_PROGRAM = re.compile(
    r"^(?:import\s.+?from\s+['\"].+?['\"];?|import\s+['\"].+?['\"];?|export\s.+)[ \t]*\n", re.M
)
_COMMENT = re.compile(r"\{/\*(?!\s*truncate\s*\*/).*?\*/\}", re.S)
_NUMBER_BEFORE = re.compile(r"^\d+[-_.]\s*(?=\D)")


class DocusaurusReader(SiteReader):
    """Reads a Docusaurus site; documents are articles as blog posts are."""

    format: ClassVar[str] = "docusaurus"
    configuration_names: ClassVar[tuple[str, ...]] = tuple(
        f"docusaurus.config.{ending}" for ending in ("js", "ts", "mjs", "cjs")
    )
    static_folders: ClassVar[tuple[str, ...]] = ("static", "docs", "blog", "")
    folders_are_categories: ClassVar[bool] = True

    def why_no_post(self, path: str, values: FrontMatter) -> str:
        """Docusaurus itself makes no page of a file whose name begins with ``_``."""
        if any(part.startswith("_") for part in self.within(path).split("/")):
            return "a part of other pages"
        if self.within(path).startswith("src/"):
            return "a page of the site's program"
        return ""

    def translated(self, body: str, path: str) -> str:
        """Take out what is program in MDX: imports, exports, comments."""
        code = CodeRegions(body)

        def taken_out(match: re.Match[str]) -> str:
            return match[0] if code.cover(match.start()) else ""

        body = _PROGRAM.sub(taken_out, body)
        code = CodeRegions(body)
        return _COMMENT.sub(taken_out, body)

    def site_addresses(self, post: ImportedPost, fields: Fields) -> Iterable[str]:
        """Yield ``/blog/yyyy/mm/dd/name`` or ``/docs/folder/name``; ``slug`` replaces the end."""
        inside = self.within(post.path)
        language = _TRANSLATION.match(inside)
        prefix = language["language"] if language else ""
        slug = fields.text("slug").strip("/")
        blog, docs = _BLOG.search(inside), _DOCS.search(inside)
        if blog:
            route = (self.configuration.text("blogPath") or "blog").strip("/")
            yield _joined(prefix, route, slug or self._blog_name(blog["rest"]))
        elif docs:
            route = (self.configuration.text("docsPath") or "docs").strip("/")
            yield _joined(prefix, route, slug or _document_name(docs["rest"], fields))

    def _blog_name(self, rest: str) -> str:
        place = PurePosixPath(rest).with_suffix("")
        name = place.parent.name if place.name == "index" and place.parent.name else place.name
        dated = date_in_path(rest)
        if dated is None:
            return name
        name = re.sub(r"^\d{1,2}-", "", without_date(name)) if "/" in rest else without_date(name)
        return f"{dated:%Y/%m/%d}/{name}"


def _document_name(rest: str, fields: Fields) -> str:
    parts = list(PurePosixPath(rest).with_suffix("").parts)
    parts = [_NUMBER_BEFORE.sub("", part) for part in parts]
    if fields.text("id"):
        parts[-1] = fields.text("id")
    if parts[-1].lower() in ("index", "readme") and len(parts) > 1:
        parts.pop()
    return "/".join(parts)


def _joined(*parts: str) -> str:
    return "/" + "/".join(part for part in parts if part)
