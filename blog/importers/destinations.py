"""Where a Markdown text points: the destinations of its images and links, outside code.

Covers Markdown's own notations, HTML, and the tags of Hexo, Jekyll, Hugo and Zola that stand
for an address. It only finds and replaces; what a destination means is ``resolving``'s.
"""

import html
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from blog.importers.imported import Reference, Target
from blog.importers.markdown_code import CodeRegions

LONGEST_DESTINATION = 2_000
"""Characters; a longer one is a data address, or a bracket that nobody closed."""


WORK_PER_CHARACTER = 5
"""How often each character may be looked at for closing brackets, on average. Real posts need
less than once; brackets that nobody closes would cost the square of their number."""


class Meaning(StrEnum):
    """How a destination names what it points at."""

    ADDRESS = "address"
    ASSET = "asset"
    POST_NAME = "post name"


@dataclass(frozen=True, slots=True)
class Destination:
    """A span of the text that names a file, a post or an address.

    A resolved one is replaced by ``before + address + after``. ``is_image`` says that the
    notation can only be an image.
    """

    start: int
    end: int
    value: str
    meaning: Meaning = Meaning.ADDRESS
    is_image: bool = False
    before: str = ""
    after: str = ""


_LIQUID_FIRST = re.compile(r"\s*(?:\{\{.*?\}\}|\{%.*?%\})[^\s)]*")
_POINTED = re.compile(r"[ \t]*<[^<>\n]*>")
_BRACKET = re.compile(r"[()\n]")
_BARE = re.compile(r"\s*(?P<value>\S.*?)(?=\s+[\"'(=]|\s*$)", re.S)
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]{1,500}\]:[ \t]*(?:<([^<>\n]*)>|(\S+))", re.M)
_ELEMENT = re.compile(
    r"<(?P<name>img|a|source|video)\b[^<>]{0,1000}?\s(?:src|href|poster)\s*=\s*"
    r"(?:\"(?P<double>\{\{.*?\}\}[^\"\n]*|[^\"\n]*)\"|'(?P<single>[^'\n]*)'|(?P<bare>[^\s\"'<>]+))",
    re.I,
)
_SITE = r"(?:\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}){0,3}"
_LIQUID = re.compile(
    _SITE + r"\{%-?\s*(?P<name>asset_img|asset_path|asset_link|post_link|post_path|post_url|link)"
    r"\s+(?P<arguments>[^%\n]{1,500}?)\s*-?%\}"
)
_HUGO_REF = re.compile(
    r"\{\{[<%]\s*(?:rel)?ref\s+[\"'`]?(?P<value>[^\"'`\s]+)[\"'`]?[^}\n]*[>%]\}\}"
)
_HUGO_IMAGE = re.compile(
    r"\{\{[<%]\s*(?:figure|image|img)\b[^}\n]{0,500}?\bsrc=(?:\"([^\"\n]*)\"|([^\s\"'>]+))"
)


def destinations(text: str) -> list[Destination]:
    """Return the destinations in a Markdown text, by position; of nested ones all."""
    code = CodeRegions(text)
    found = [
        one
        for source in (_inline, _definitions, _elements, _liquid, _shortcodes)
        for one in source(text)
        if not code.cover(one.start)
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


def rewrite(
    body: str, references: Iterable[Reference], addresses: Mapping[tuple[Target, str], str]
) -> str:
    """Return the body with its references replaced by addresses.

    ``addresses`` maps a target and its path in the tree to an address; a reference that it
    lacks stays as the author wrote it.
    """
    pieces: list[str] = []
    position = 0
    for reference in sorted(references, key=lambda one: one.start):
        address = addresses.get((reference.target, reference.path))
        if address is None or reference.start < position:
            continue
        pieces += [body[position : reference.start], reference.before, address]
        pieces += [reference.fragment, reference.after]
        position = reference.end
    return "".join([*pieces, body[position:]])


def _inline(text: str) -> Iterator[Destination]:
    """Yield ``](destination "title")``, also with spaces in it, as editors write it."""
    work = WORK_PER_CHARACTER * len(text)
    position = text.find("](")
    while position >= 0 and work >= 0:
        start = position + 2
        length, looked_at = _up_to_closing(text, start)
        work -= looked_at
        if length is not None:
            yield from _inline_at(text[start : start + length], start)
        position = text.find("](", start)


def _inline_at(inside: str, start: int) -> Iterator[Destination]:
    opening = len(inside) - len(inside.lstrip(" \t"))
    if inside[opening : opening + 1] == "<":
        end = inside.find(">", opening)
        if end >= 0:
            yield Destination(start + opening, start + end + 1, inside[opening + 1 : end])
        return
    liquid = _LIQUID_FIRST.match(inside)
    if liquid:
        value = liquid[0].lstrip()
        yield Destination(start + liquid.end() - len(value), start + liquid.end(), value)
        return
    match = _BARE.match(inside)
    if match:
        yield Destination(start + match.start("value"), start + match.end("value"), match["value"])


def _up_to_closing(text: str, start: int) -> tuple[int | None, int]:
    """Return how far away the bracket before ``start`` closes on its line, and the work it took.

    Brackets between ``<`` and ``>`` at the start do not count (CommonMark 0.31.2, section 6.3).
    """
    end = min(len(text), start + LONGEST_DESTINATION)
    pointed = _POINTED.match(text, start, end)
    depth = 0
    for match in _BRACKET.finditer(text, pointed.end() if pointed else start, end):
        mark = match[0]
        if mark == "\n":
            return None, match.end() - start
        if mark == ")" and not depth:
            return match.start() - start, match.end() - start
        depth += 1 if mark == "(" else -1
    return None, end - start


def _definitions(text: str) -> Iterator[Destination]:
    for match in _DEFINITION.finditer(text):
        group = 1 if match[1] is not None else 2
        start, end = match.span(group)
        widened = 1 if group == 1 else 0
        yield Destination(start - widened, end + widened, match[group])


def _elements(text: str) -> Iterator[Destination]:
    for match in _ELEMENT.finditer(text):
        group = next(name for name in ("double", "single", "bare") if match[name] is not None)
        yield Destination(
            *match.span(group),
            html.unescape(match[group]).strip(),
            is_image=match["name"].lower() == "img",
        )


def _liquid(text: str) -> Iterator[Destination]:
    for match in _LIQUID.finditer(text):
        words = _words(match["arguments"])
        name = match["name"]
        if name == "asset_img":
            yield from _asset_image(match, words)
        elif name in ("asset_link", "post_link"):
            meaning = Meaning.ASSET if name == "asset_link" else Meaning.POST_NAME
            label = words[1] if len(words) > 1 else words[0]
            yield Destination(*match.span(), words[0], meaning, before=f"[{label}](", after=")")
        elif name == "link":
            yield Destination(*match.span(), "/" + words[0].lstrip("/"))
        else:
            meaning = Meaning.ASSET if name == "asset_path" else Meaning.POST_NAME
            yield Destination(*match.span(), words[0], meaning)


def _asset_image(match: re.Match[str], words: list[str]) -> Iterator[Destination]:
    """``{% asset_img [class …] name [width [height]] [title [alt]] %}`` (Hexo's manual)."""
    index = next((i for i, word in enumerate(words) if "." in word), None)
    if index is None:
        return
    texts = [word for word in words[index + 1 :] if not re.fullmatch(r"\d+(?:px|%)?", word)]
    words_of_title = " ".join(texts).replace("[", "(").replace("]", ")").replace("'", "")
    yield Destination(
        *match.span(),
        words[index],
        Meaning.ASSET,
        is_image=True,
        before=f"![{words_of_title}](",
        after=")",
    )


def _words(arguments: str) -> list[str]:
    try:
        words = shlex.split(arguments)
    except ValueError:
        words = arguments.split()
    return words or [""]


def _shortcodes(text: str) -> Iterator[Destination]:
    for match in _HUGO_REF.finditer(text):
        yield Destination(*match.span(), match["value"], Meaning.POST_NAME)
    for match in _HUGO_IMAGE.finditer(text):
        group = 1 if match[1] is not None else 2
        yield Destination(*match.span(group), match[group], is_image=True)
