"""Authors in every shape: names, lists in one string, links, HTML, mappings, keys into a file."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from blog.importers.imported import ImportedAuthor

MOST_AUTHORS = 50
"""Bylines of one post; more is a list of something else."""

LONGEST_NAME = 100
"""Characters; a longer “name” is a sentence about the authors, cut here."""

_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a\s*>", re.I | re.S)
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", re.I)
_LINK = re.compile(r"\[([^\[\]]+)\]\(\s*<?([^()\s<>]*)>?[^()]*\)")
_HTML_TAG = re.compile(r"<[a-z/!][^<>]*>", re.I)
_KEY_IN_BRACKETS = re.compile(r"\s*<([^<>]*)>\s*$")
_AFFILIATION = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_SEPARATORS = re.compile(r"\s*[,，、;；]\s*|\s+[&＆|]\s+")
_CONJUNCTION = re.compile(r"\s+and\s+|\s*与\s+|\s+和\s+")
_GROUP = re.compile(r"^the\s|\b(team|group|wg|members?|leads?|authors|committee|project)\b", re.I)
_NAME_SUFFIX = re.compile(r"(?:jr|sr|inc|ltd|llc|ph\.?\s?d|m\.?d|esq|ii|iii|iv)\.?", re.I)

_NAME_KEYS = ("name", "display_name", "displayname", "author", "title", "nick", "nickname")
_WEBSITE_KEYS = ("website", "url", "link", "href", "homepage", "site", "blog", "web")
_BIOGRAPHY_KEYS = ("biography", "bio", "description", "about")
_KEY_KEYS = ("key", "id", "slug", "username")


class AuthorDirectory:
    """The authors that a site describes apart from its posts, found by key or by name."""

    def __init__(self, entries: Mapping[str, object] | None = None) -> None:
        """Take the site's data: key to a mapping of name, address and biography (or a name)."""
        self._authors: dict[str, ImportedAuthor] = {}
        for key, told in (entries or {}).items():
            author = _described(told, fallback=key)
            if author is not None:
                self._authors[_folded(key)] = author
        for author in list(self._authors.values()):
            self._authors.setdefault(_folded(author.name), author)

    def add(self, key: str, author: ImportedAuthor) -> None:
        """Add an author who is described on a page of their own."""
        self._authors.setdefault(_folded(key), author)
        self._authors.setdefault(_folded(author.name), author)

    def items(self) -> list[tuple[str, ImportedAuthor]]:
        """Return the keys (folded, names among them) with their authors."""
        return list(self._authors.items())

    def find(self, key: str) -> ImportedAuthor | None:
        """Return the author with this key or name, whatever its case, or None."""
        return self._authors.get(_folded(key))


def authors_from(value: object, directory: AuthorDirectory) -> tuple[ImportedAuthor, ...]:
    """Return the authors that a front matter value names, each once, in their order."""
    found: dict[str, ImportedAuthor] = {}
    for author in _all(value, directory):
        found.setdefault(_folded(author.name), author)
        if len(found) >= MOST_AUTHORS:
            break
    return tuple(found.values())


def _all(value: object, directory: AuthorDirectory) -> Iterator[ImportedAuthor]:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, list):
        for one in value:
            yield from _all(one, directory)
    elif isinstance(value, Mapping):
        yield from _from_mapping(value, directory)
    else:
        yield from _from_text(str(value), directory)


def _from_mapping(
    value: Mapping[str, object], directory: AuthorDirectory
) -> Iterator[ImportedAuthor]:
    author = _described(value)
    if author is not None:
        known = directory.find(author.name)
        yield _completed(author, known) if known else author
        return
    for key in _KEY_KEYS:
        known = directory.find(str(value.get(key, "")))
        if known:
            yield known
            return
    # ``{lin: , emma: }`` or ``{lin: {url: …}}``: the keys are what names the authors.
    for key, told in value.items():
        if isinstance(told, Mapping) or not told:
            yield directory.find(key) or _described(told, fallback=key) or ImportedAuthor(key)


def _from_text(text: str, directory: AuthorDirectory) -> Iterator[ImportedAuthor]:
    text = text.strip()
    known = directory.find(text)
    if known:
        yield known
        return
    linked = [(_plain(m[2]), _address(m[1])) for m in _ANCHOR.finditer(text)]
    linked = linked or [(_plain(m[1]), m[2]) for m in _LINK.finditer(text)]
    if linked:
        for name, website in linked:
            if name:
                author = ImportedAuthor(name[:LONGEST_NAME], website=_website(website))
                known = directory.find(name)
                yield _completed(author, known) if known else author
        return
    for part in _parted(text):
        single = _single(part, directory)
        if single:
            yield single


def _single(text: str, directory: AuthorDirectory) -> ImportedAuthor | None:
    """``Name``, ``Name <key>``, ``Name <address>``, ``Name (affiliation)``, or a key."""
    known = directory.find(text)
    if known:
        return known
    bracketed = _KEY_IN_BRACKETS.search(text)
    if bracketed:
        text = text[: bracketed.start()]
        known = directory.find(bracketed[1])
    name = _AFFILIATION.sub("", _plain(text)) or _plain(text)
    name = name.strip().lstrip("@").strip()
    if not name:
        return known
    known = known or directory.find(name)
    author = ImportedAuthor(name[:LONGEST_NAME])
    return _completed(author, known) if known else author


def _parted(text: str) -> Iterator[str]:
    if _GROUP.search(text) and not re.search(r"[,，、;；]", text):
        yield text
        return
    parts: list[str] = []
    for part in _SEPARATORS.split(text):
        if parts and _NAME_SUFFIX.fullmatch(part):
            parts[-1] = f"{parts[-1]}, {part}"
        elif part:
            parts.extend([part] if _GROUP.search(part) else _CONJUNCTION.split(part))
    named = (part.removeprefix("and ").strip() for part in parts)
    yield from (part for part in named if part)


def _described(told: object, fallback: str = "") -> ImportedAuthor | None:
    """Return the author that a mapping describes, or None if it holds no name."""
    if isinstance(told, str):
        name = told.strip() or fallback
        return ImportedAuthor(name[:LONGEST_NAME]) if name else None
    if not isinstance(told, Mapping):
        return ImportedAuthor(fallback[:LONGEST_NAME]) if fallback else None
    values = {str(key).strip().lower(): value for key, value in told.items()}
    name = _first(values, _NAME_KEYS[:-4]) or (_first(values, _NAME_KEYS) if not fallback else "")
    name = _plain(name) or fallback
    if not name:
        return None
    return ImportedAuthor(
        name=name[:LONGEST_NAME],
        slug=_first(values, ("slug",)),
        website=_website(_first(values, _WEBSITE_KEYS) or _first_link(values.get("links"))),
        biography=_first(values, _BIOGRAPHY_KEYS),
    )


def _first(values: Mapping[str, object], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = values.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _first_link(links: object) -> str:
    if isinstance(links, list):
        for link in links:
            if isinstance(link, Mapping):
                return _first({str(key): value for key, value in link.items()}, ("url", "href"))
    return ""


def _completed(author: ImportedAuthor, known: ImportedAuthor) -> ImportedAuthor:
    """Fill what a byline leaves out from what the site says about the author."""
    return replace(
        author,
        slug=author.slug or known.slug,
        website=author.website or known.website,
        biography=author.biography or known.biography,
    )


def _address(attributes: str) -> str:
    match = _HREF.search(attributes)
    return html.unescape(match[1]) if match else ""


def _website(address: str) -> str:
    """Only an address on the web is kept; never ``javascript:``, never an e-mail address."""
    address = address.strip()
    return address if re.match(r"https?://[^\s/]", address, re.I) else ""


def _plain(text: str) -> str:
    """Return a name without tags, entities, emphasis and doubled spaces."""
    text = html.unescape(_HTML_TAG.sub("", text))
    return " ".join(re.sub(r"\*\*|__|`", "", text).split())


def _folded(key: str) -> str:
    return " ".join(key.split()).casefold()
