"""What the destinations in a post mean: pictures and other posts of the same tree."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from blog.importers.destinations import Destination, Meaning
from blog.importers.fields import Fields
from blog.importers.imported import ImportedPost, Reference, Target
from blog.importers.report import Remark, RemarkKind
from blog.importers.titles import stem
from blog.importers.trees import MARKDOWN_SUFFIXES, SourceTree

PICTURE_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico", ".tif", ".tiff"}
)

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.I)
_OWN_COMPUTER = re.compile(r"[a-z]:[\\/]|file:|\\\\|~/", re.I)
_VARIABLE = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}")
_LITERAL = re.compile(r"([\"'])(.*?)\1")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a post's relative addresses are looked up.

    ``static_folders`` are the folders of the tree that are the site's root when it is
    served; ``hosts`` are the site's own; ``fields`` answer ``{{ page.x }}``.
    """

    path: str
    static_folders: tuple[str, ...]
    hosts: frozenset[str] = frozenset()
    fields: Fields = field(default_factory=Fields)


@dataclass(slots=True)
class Resolved:
    """What became of the destinations of one post; ``left`` may still be other posts."""

    references: list[Reference] = field(default_factory=list)
    left: list[Destination] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


def resolve_pictures(
    found: Iterable[Destination], tree: SourceTree, around: Surroundings
) -> Resolved:
    """Return references to the pictures of the tree, and what is no picture as ``left``."""
    resolved = Resolved()
    warned: set[str] = set()
    for one in found:
        if _OWN_COMPUTER.match(one.value):
            message = f"{one.value} lies on the author's own computer."
            _warn(resolved, warned, RemarkKind.IMAGE, message)
            continue
        local = local_address(one.value, around)
        if local is None:
            continue
        path = find_file(local, tree, around)
        suffix = posixpath.splitext(local)[1].lower()
        if suffix in PICTURE_SUFFIXES or one.is_image or one.meaning is Meaning.ASSET:
            if path is not None:
                resolved.references.append(
                    Reference(one.start, one.end, Target.IMAGE, path, one.before, one.after)
                )
            elif suffix in PICTURE_SUFFIXES:
                outside = posixpath.normpath(
                    posixpath.join(posixpath.dirname(around.path), local.lstrip("/"))
                ).startswith("..")
                where = "lies outside the imported folder" if outside else "is not in the folder"
                _warn(resolved, warned, RemarkKind.IMAGE, f"{one.value} {where}.")
        elif path is not None and suffix not in MARKDOWN_SUFFIXES and suffix not in ("", ".html"):
            message = f"{local} is not taken along; only pictures are."
            _warn(resolved, warned, RemarkKind.LINK, message)
        else:
            resolved.left.append(one)
    return resolved


def local_address(value: str, around: Surroundings) -> str | None:
    """Return a destination as a path without query and fragment, or None if it leads away.

    Addresses on the site's own host count as paths from its root.
    """
    value = _without_variables(value, around.fields).strip()
    if not value or value[0] in "#?" or "{{" in value or "{%" in value:
        return None
    if value.startswith("//") or _SCHEME.match(value):
        try:
            parts = urlsplit(value)
        except ValueError:  # “[” without “]”
            return None
        if parts.netloc.lower() not in around.hosts:
            return None
        value = parts.path
    value = value.replace("\\", "/")
    if value.startswith("@/"):  # Zola's way to name a file below content/
        value = value[1:]
    path = re.split(r"[?#]", value, maxsplit=1)[0]
    return unquote(path) or None


def find_file(local: str, tree: SourceTree, around: Surroundings) -> str | None:
    """Return the tree's file that a local path means, or None.

    Relative paths count from the post's folder, then from the post's own address (a
    folder of its name: Hexo's asset folders, relative addresses in served pages), then from
    the site's root; absolute ones from the site's root. Only files of the tree are found.
    """
    for candidate in _candidates(local, around):
        path = tree.find(candidate)
        if path is not None:
            return path
    return None


def _candidates(local: str, around: Surroundings) -> Iterator[str]:
    if not local.startswith("/"):
        folder = posixpath.dirname(around.path)
        own = posixpath.splitext(around.path)[0]
        for start in (folder, own):
            yield posixpath.normpath(posixpath.join(start, local))
    below = local.lstrip("/")
    for start in around.static_folders:
        yield posixpath.normpath(posixpath.join(start, below))


def _without_variables(value: str, fields: Fields) -> str:
    """Fill in what Jekyll puts before or into addresses: the site's, a literal, a field."""

    def filled(match: re.Match[str]) -> str:
        expression = match[1].partition("|")[0].strip()
        literal = _LITERAL.fullmatch(expression)
        if literal:
            return literal[2]
        if expression in ("site.baseurl", "site.url", "site.github.url"):
            return ""
        if expression.startswith("page."):
            return fields.text(expression.removeprefix("page.")) or match[0]
        return match[0]

    return _VARIABLE.sub(filled, value) if "{{" in value else value


def _warn(resolved: Resolved, warned: set[str], kind: RemarkKind, message: str) -> None:
    if message not in warned:
        warned.add(message)
        resolved.warnings.append(Remark(kind, message))


class PostIndex:
    """The posts of a tree, found by path, by name and by former address."""

    def __init__(self, posts: Iterable[ImportedPost]) -> None:
        """Take all posts that were read from one tree."""
        self._paths: set[str] = set()
        self._addresses: dict[str, str] = {}
        names: dict[str, set[str]] = {}
        for post in posts:
            self._paths.add(post.path)
            for address in post.old_addresses:
                self._addresses.setdefault(_address_key(address), post.path)
            base = posixpath.splitext(posixpath.basename(post.path))[0]
            for name in {base, stem(post.path)}:
                names.setdefault(name.casefold(), set()).add(post.path)
        self._names: Mapping[str, str] = {
            name: paths.pop() for name, paths in names.items() if len(paths) == 1
        }

    def references(
        self, left: Iterable[Destination], post: ImportedPost, around: Surroundings
    ) -> Iterator[Reference]:
        """Yield the references of one post to others (and to itself) among ``left``."""
        for one in left:
            local = local_address(one.value, around)
            if local is None:
                continue
            path = self._find(local, post, around, by_name=one.meaning is Meaning.POST_NAME)
            if path is not None:
                fragment = one.value.partition("#")[2]
                yield Reference(
                    one.start,
                    one.end,
                    Target.POST,
                    path,
                    one.before,
                    one.after,
                    f"#{fragment}" if fragment else "",
                )

    def _find(
        self, local: str, post: ImportedPost, around: Surroundings, *, by_name: bool
    ) -> str | None:
        for candidate in _candidates(local, around):
            for path in _spellings(candidate):
                if path in self._paths:
                    return path
        if by_name:
            base = posixpath.basename(local.rstrip("/"))
            base = posixpath.splitext(base)[0] if _is_markdown_name(base) else base
            return self._names.get(base.casefold())
        if local.startswith("/"):
            return self._addresses.get(_address_key(local))
        for address in post.old_addresses:
            found = self._addresses.get(_address_key(posixpath.join(address, local)))
            if found:
                return found
        return None


def _spellings(path: str) -> Iterator[str]:
    yield path
    base = path.removesuffix(".html")
    for suffix in (".md", ".mdx", ".markdown"):
        yield base + suffix
        yield f"{base}/index{suffix}"


def _is_markdown_name(name: str) -> bool:
    return posixpath.splitext(name)[1].lower() in MARKDOWN_SUFFIXES


def _address_key(address: str) -> str:
    return posixpath.normpath(address).removesuffix("index.html").rstrip("/")
