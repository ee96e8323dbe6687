"""The place in the category tree that a post's folders give it where its front matter is silent."""

import re

from blog.importers.decoding import NotTextError, decode
from blog.importers.fields import Fields
from blog.importers.front_matter import FrontMatterError, split
from blog.importers.languages import language_tag
from blog.importers.titles import first_heading
from blog.importers.trees import SourceTree, UnreadableFileError, is_markdown

DEEPEST_CATEGORY = 5
"""Levels; deeper folders sort files rather than subjects."""

LONGEST_NAME = 100
"""Characters of a category's name."""

_NO_SUBJECT = re.compile(
    r"contents?|posts?|blogs?|docs?|sources?|src|_posts|_drafts|drafts?|articles?|notes?|pages?"
    r"|archives?|current|i18n|writing|essays?|main|md|markdown|tests?|fixtures",
    re.I,
)
_INDEXES = ("_index.md", "index.md")


class Sections:
    """The subject folders of one site."""

    def __init__(self, tree: SourceTree, site_folder: str) -> None:
        """Take the tree and the site's folder in it (``""`` for its root)."""
        self._tree = tree
        self._depth_of_site = site_folder.count("/") + 1 if site_folder else 0
        self._titles: dict[str, str] = {}

    def above(self, path: str) -> tuple[str, ...]:
        """Return the names of the subject folders above a post, from the site's root down.

        Folders that say nothing (``content``, ``posts``, a language, a year) are left out, and
        so is the post's own bundle. A folder is called by its index page's title, if any.
        """
        folders = path.split("/")[:-1]
        names = []
        for depth in range(self._depth_of_site, len(folders)):
            folder = "/".join(folders[: depth + 1])
            is_last = depth == len(folders) - 1
            if not _says_nothing(folders[depth]) and not (is_last and self._is_bundle(path)):
                names.append(self._title(folder) or folders[depth])
        return tuple(name[:LONGEST_NAME] for name in names[:DEEPEST_CATEGORY])

    def _is_bundle(self, path: str) -> bool:
        """A folder is one post's own if it holds that post as ``index`` and no other one."""
        folder, _, own_name = path.rpartition("/")
        names, _ = self._tree.listing[folder]
        posts = [name for name in names if is_markdown(name)]
        return _is_index(own_name) and all(_is_index(name) for name in posts)

    def _title(self, folder: str) -> str:
        if folder not in self._titles:
            self._titles[folder] = self._read_title(folder)
        return self._titles[folder]

    def _read_title(self, folder: str) -> str:
        names, _ = self._tree.listing[folder]
        for name in _INDEXES:
            if name not in names:
                continue
            try:
                source = split(decode(self._tree.read(f"{folder}/{name}")).text)
            except (UnreadableFileError, NotTextError, FrontMatterError):
                continue
            heading = first_heading(source.body)
            return Fields(source.values).text("title") or (heading.text if heading else "")
        return ""


def _is_index(name: str) -> bool:
    return name.lower().startswith("index.")


def _says_nothing(name: str) -> bool:
    return (
        bool(_NO_SUBJECT.fullmatch(name))
        or bool(language_tag(name))
        or bool(re.fullmatch(r"\d{1,4}", name))
        or name.startswith("docusaurus-plugin-content-")
    )
