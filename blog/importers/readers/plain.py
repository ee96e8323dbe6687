"""Markdown files in folders, also Downlink's own samples and exports, and VuePress."""

from typing import ClassVar

from blog.importers.readers.site_reader import SiteReader


class PlainReader(SiteReader):
    """Every Markdown file is a post; ``category`` as a list is a path in the tree."""

    format: ClassVar[str] = "plain"
    static_folders: ClassVar[tuple[str, ...]] = (
        "",
        "docs/.vuepress/public",
        "docs",
        "static",
        "public",
        "assets",
        "images",
        "source",
    )
    folders_are_categories: ClassVar[bool] = True
