"""Which generator a folder belongs to: told by its configuration, its folders, its files."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from blog.importers.configuration import load_mapping
from blog.importers.dates import date_in_path
from blog.importers.decoding import NotTextError, decode
from blog.importers.front_matter import FrontMatterError, Syntax, split
from blog.importers.trees import SourceTree, UnreadableFileError

FORMATS = ("hexo", "hugo", "jekyll", "zola", "docusaurus", "plain")

DEEPEST_SITE = 4
"""Folders below the one that was given in which a site's configuration is looked for."""

EXAMINED_FILES = 40
"""Of a tree without any configuration so many files are looked into."""

_DOCUSAURUS = re.compile(r"docusaurus\.config\.(?:[cm]?js|ts)")
_HUGO = re.compile(r"hugo\.(?:toml|ya?ml|json)")
_HUGO_OR_ZOLA = re.compile(r"config\.(?:toml|ya?ml|json)")


@dataclass(frozen=True, slots=True)
class Site:
    """One generator's site inside a tree: its format and its folder (``""`` is the root)."""

    format: str
    folder: str


def find_sites(tree: SourceTree, *, told: str | None = None) -> list[Site]:
    """Return the sites in a tree, or the tree itself as one when nothing tells.

    ``told`` is the format that the user names: then it is that, found where it lies or at
    the root. A site inside another one belongs to the outer (a theme's example).
    """
    found: list[Site] = []
    for folder in sorted(tree.folders, key=lambda path: (path.count("/"), path)):
        if folder.count("/") >= DEEPEST_SITE or any(_within(folder, site) for site in found):
            continue
        recognised = _format_of(tree, folder)
        if recognised and told in (None, recognised):
            found.append(Site(recognised, folder))
    if found and (told is None or all(site.format == told for site in found)):
        return found
    return [Site(told or _format_by_files(tree), "")]


def holds_sites(tree: SourceTree) -> bool:
    """Whether a folder is no site itself but keeps several, each in a folder of its own."""
    children = [folder for folder in tree.folders if folder and "/" not in folder]
    return not _format_of(tree, "") and sum(bool(_format_of(tree, one)) for one in children) > 1


def _within(folder: str, site: Site) -> bool:
    return not site.folder or folder == site.folder or folder.startswith(f"{site.folder}/")


def _format_of(tree: SourceTree, folder: str) -> str:
    """Return the format that a folder's own files and subfolders show, or ``""``."""
    names, folders = tree.listing.get(folder, (frozenset(), frozenset()))
    inside = f"{folder}/" if folder else ""
    if any(_DOCUSAURUS.fullmatch(name) for name in names):
        return "docusaurus"
    if any(_HUGO.fullmatch(name) for name in names) or f"{inside}config/_default" in tree.folders:
        return "hugo"
    if "zola.toml" in names:
        return "zola"
    for name in names:
        if _HUGO_OR_ZOLA.fullmatch(name):
            keys = {key.lower() for key in load_mapping(tree, inside + name)}
            if "base_url" in keys:
                return "zola"
            if "baseurl" in keys and ("content" in folders or "languagecode" in keys):
                return "hugo"
    if "_config.yml" in names or "_config.yaml" in names:
        return _hexo_or_jekyll(tree, inside, folders, names)
    if "_posts" in folders or PurePosixPath(folder).name == "_posts":
        return _by_post_names(tree, folder)
    if "source" in folders and _by_post_names(tree, f"{inside}source") == "hexo":
        return "hexo"
    return ""


def _hexo_or_jekyll(
    tree: SourceTree, inside: str, folders: frozenset[str], names: frozenset[str]
) -> str:
    name = "_config.yml" if "_config.yml" in names else "_config.yaml"
    keys = set(load_mapping(tree, inside + name))
    if keys & {"source_dir", "public_dir", "new_post_name", "post_asset_folder", "skip_render"}:
        return "hexo"
    if f"{inside}source/_posts" in tree.folders and "_posts" not in folders:
        return "hexo"
    return "jekyll"


def _by_post_names(tree: SourceTree, folder: str) -> str:
    """Jekyll insists on a date in the name of each post; Hexo's habit is none."""
    start = f"{folder}/" if folder else ""
    posts = [
        path
        for path in tree.markdown_files
        if path.startswith(start) and "_posts" in path.split("/")
    ]
    dated = sum(date_in_path(PurePosixPath(path).name) is not None for path in posts)
    return "" if not posts else "jekyll" if 2 * dated > len(posts) else "hexo"


def _format_by_files(tree: SourceTree) -> str:
    """Return what the files themselves show when more than half of them show it."""
    paths = tree.markdown_files
    if not paths:
        return "plain"
    dated = sum(date_in_path(PurePosixPath(path).name) is not None for path in paths)
    if 2 * dated > len(paths):
        return "jekyll"
    step = max(1, len(paths) // EXAMINED_FILES)
    examined = list(paths[::step])
    votes = Counter(vote for path in examined for vote in _votes(tree, path))
    for name in ("hexo", "zola", "hugo"):
        if 2 * votes[name] > len(examined):
            return name
    return "plain"


def _votes(tree: SourceTree, path: str) -> Iterator[str]:
    try:
        front_matter = split(decode(tree.read(path)).text)
    except (UnreadableFileError, NotTextError, FrontMatterError):
        return
    if front_matter.syntax is Syntax.YAML_WITHOUT_OPENING:
        yield "hexo"
    if front_matter.syntax is Syntax.TOML:
        zola = {"extra", "taxonomies", "template", "path"} & set(front_matter.values)
        yield "zola" if zola else "hugo"
    if "draft" in front_matter.values and "lastmod" in front_matter.values:
        yield "hugo"
