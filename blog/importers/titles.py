"""The title of a post: given, in the body's first heading, or in the file's name."""

import html
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from blog.importers.dates import without_date
from blog.importers.languages import tag_in_name
from blog.importers.markdown_code import CodeRegions

LONGEST_TITLE = 300
"""Characters that a post's title may have."""

INDEX_NAMES = frozenset({"index", "_index", "readme"})
"""Files that stand for their folder."""

_REPOSITORY_FILES = re.compile(
    r"(?:readme|licen[cs]e|copying|notice|changelog|changes|history|contributing|contributors"
    r"|code[-_]of[-_]conduct|security|authors|maintainers|governance|support|todo|summary)(?:[-_.].*)?",
    re.I,
)
_ATX = re.compile(r"^ {0,3}#[ \t]+(?P<text>[^\n]+?)[ \t]*$", re.M)
_SETEXT = re.compile(r"^ {0,3}(?P<text>[^\s#>=`~*+|<-][^\n]*)\n {0,3}={2,}[ \t]*$", re.M)
_ATTRIBUTES = re.compile(r"\s*\{[#.:][^{}]*\}\s*$")
_IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Heading:
    """A first-level heading: its text without markup, and its span in the body."""

    text: str
    start: int
    end: int


def first_heading(body: str) -> Heading | None:
    """Return the body's first first-level heading outside code, or None."""
    code = CodeRegions(body)
    matches = [
        match
        for pattern in (_ATX, _SETEXT)
        for match in pattern.finditer(body)
        if not code.cover(match.start())
    ]
    for match in sorted(matches, key=lambda one: one.start()):
        text = plain_heading(match["text"])
        if text:
            return Heading(text, match.start(), match.end())
    return None


def plain_heading(text: str) -> str:
    """Return a heading's text without closing hashes, attributes, links and emphasis."""
    text = re.sub(r"[ \t]+#+$", "", text.strip())
    text = _ATTRIBUTES.sub("", text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _EMPHASIS.sub(r"\2", text)
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def title_and_body(given: str, body: str, path: str) -> tuple[str, str]:
    """Return the title and the body below it.

    ``given`` is the front matter's, which wins. A heading that says the same as the title,
    or that becomes it, leaves the body where it is the first thing in it, so that no reader
    sees it twice; one further down stays unless it is what gives the title.
    """
    heading = first_heading(body)
    title = given or (heading.text if heading else "") or title_from_path(path)
    if heading and heading.text == title:
        above = body[: heading.start]
        if not given or not above.strip():
            body = f"{above.rstrip()}\n\n{body[heading.end :].lstrip('\n')}".lstrip("\n")
    return title, body


def stem(path: str) -> str:
    """Return a post's own name: its file's or, for an index file, its folder's.

    Without extension, language tag (``index.zh-cn.md``) and the date that it begins with.
    """
    place = PurePosixPath(path)
    name = place.name.removesuffix(place.suffix)
    tag = tag_in_name(path)
    if tag:
        name = name[: -len(tag) - 1]
    if name.lower() in INDEX_NAMES and place.parent.name:
        name = place.parent.name
    return without_date(name)


def title_from_path(path: str) -> str:
    """Return a file's name as a title: spaces for hyphens, its first letter large."""
    words = re.sub(r"[-_\s]+", " ", stem(path)).strip() or PurePosixPath(path).name
    return words[:1].upper() + words[1:]


def is_repository_file(name: str) -> bool:
    """Whether a file's name is one that repositories keep beside their content."""
    return _REPOSITORY_FILES.fullmatch(PurePosixPath(name).stem) is not None
