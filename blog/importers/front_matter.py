"""Splitting a source into its front matter and its body, in every notation authors use.

YAML between ``---`` lines (Hexo also without the first one), TOML between ``+++`` lines,
JSON as an object at the top (Hugo) or ended by ``;;;`` and then with or without braces (Hexo).
"""

import json
import re
import tomllib
from dataclasses import dataclass, field, replace
from enum import StrEnum

from blog.importers import lenient_yaml


class Syntax(StrEnum):
    """The notation of a front matter."""

    NONE = "none"
    YAML = "yaml"
    YAML_WITHOUT_OPENING = "yaml without its opening fence"
    TOML = "toml"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values at the top of a source and the text below them.

    ``values`` holds text, lists and mappings, from TOML and JSON also numbers, truth values
    and dates; its keys are as typed. ``warnings`` are sentences about what was mended.
    """

    values: dict[str, object]
    body: str
    syntax: Syntax = Syntax.NONE
    warnings: tuple[str, ...] = field(default=())


class FrontMatterError(Exception):
    """There is a front matter, but it cannot be read; the message says where and why."""


_YAML_BLOCK = re.compile(r"\A\s*-{3,}[ \t]*\n(.*?)^(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)", re.S | re.M)
_YAML_LATE = re.compile(r"\A\s*(?=[^\s-])(.*?)\n-{3,}[ \t]*(?:\n|\Z)", re.S)
_TOML_BLOCK = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
_JSON_FENCED = re.compile(r"\A\s*(?:;;;[ \t]*\n)?([\"{].*?)\n;;;[ \t]*(?:\n|\Z)", re.S)
_ANY_KEY = re.compile(r"^[\"']?\w[\w .-]{0,60}[\"']?:(?:\s|$)", re.M)
_KEY_AT_MARGIN = re.compile(r"^([A-Za-z_]\w*)\s*:(?:\s|$)")
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")

_SIGNS_OF_FRONT_MATTER = frozenset(
    {"title", "date", "layout", "tags", "categories", "category", "permalink", "author", "updated"}
)
"""Without an opening fence one of these keys must be there, for prose may hold ``Note:``."""


def split(text: str) -> FrontMatter:
    """Return the front matter and the body of a source whose lines end in LF.

    A source without front matter comes back whole, also one that merely begins with a
    thematic break. Raise FrontMatterError for one that has a front matter in which
    nothing can be read.
    """
    for notation in (_toml, _json, _yaml, _yaml_without_opening):
        found = notation(text)
        if found is not None:
            return replace(found, values=_cleaned(found.values))
    return FrontMatter({}, text)


def _cleaned(values: dict[str, object]) -> dict[str, object]:
    """Drop what escapes can put into a text and no database keeps: NUL, lone surrogates."""

    def clean(value: object) -> object:
        if isinstance(value, str):
            return _UNSTORABLE.sub("", value)
        if isinstance(value, list):
            return [clean(one) for one in value]
        if isinstance(value, dict):
            return {_UNSTORABLE.sub("", str(key)): clean(one) for key, one in value.items()}
        return value

    return {_UNSTORABLE.sub("", str(key)): clean(value) for key, value in values.items()}


def _yaml(text: str) -> FrontMatter | None:
    match = _YAML_BLOCK.match(text)
    if match is None:
        return None
    block, body = match[1], text[match.end() :]
    if block.strip() and not _ANY_KEY.search(block):
        return None
    try:
        values, warnings = lenient_yaml.load(block)
    except lenient_yaml.YamlError as error:
        raise FrontMatterError(f"the front matter cannot be read: {error}.") from error
    if not isinstance(values, dict):
        return None
    return FrontMatter(values, body, Syntax.YAML, warnings)


def _yaml_without_opening(text: str) -> FrontMatter | None:
    match = _YAML_LATE.match(text)
    if match is None or len(match[1]) > lenient_yaml.LARGEST_BLOCK:
        return None
    block = match[1]
    lines = [line for line in block.split("\n") if line.strip()]
    keys = {found[1].lower() for line in lines if (found := _KEY_AT_MARGIN.match(line))}
    if not _KEY_AT_MARGIN.match(lines[0]) or not keys & _SIGNS_OF_FRONT_MATTER:
        return None
    if any(not _KEY_AT_MARGIN.match(line) and line[0] not in " \t-#" for line in lines):
        return None
    try:
        values, warnings = lenient_yaml.load(block)
    except lenient_yaml.YamlError:
        return None
    if not isinstance(values, dict):
        return None
    return FrontMatter(values, text[match.end() :], Syntax.YAML_WITHOUT_OPENING, warnings)


def _toml(text: str) -> FrontMatter | None:
    match = _TOML_BLOCK.match(text)
    if match is None:
        return None
    try:
        # Floats keep their spelling: a tag 3.10 is not 3.1.
        values = tomllib.loads(match[1], parse_float=str)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise FrontMatterError(f"the TOML front matter cannot be read: {error}.") from error
    return FrontMatter(values, text[match.end() :], Syntax.TOML)


def _json(text: str) -> FrontMatter | None:
    fenced = _JSON_FENCED.match(text)
    if fenced is not None:
        inner = fenced[1].strip()
        inner = inner if inner.startswith("{") else f"{{{inner}}}"
        return FrontMatter(_json_object(inner), text[fenced.end() :], Syntax.JSON)
    start = text.lstrip()
    if not re.match(r'\{\s*"', start):
        return None
    try:
        values, end = json.JSONDecoder(parse_float=str).raw_decode(start)
    except (json.JSONDecodeError, RecursionError):
        closing = re.search(r"^\}[ \t]*(?:\n|\Z)", start, re.M)
        if closing is None:
            return None
        values, end = _json_object(start[: closing.end()]), closing.end()
    return FrontMatter(values, start[end:].lstrip("\n"), Syntax.JSON)


def _json_object(text: str) -> dict[str, object]:
    try:
        values = json.loads(_TRAILING_COMMA.sub(r"\1", text), parse_float=str)
    except (json.JSONDecodeError, RecursionError) as error:
        raise FrontMatterError(f"the JSON front matter cannot be read: {error}.") from error
    if not isinstance(values, dict):
        raise FrontMatterError("the JSON front matter is no object.")
    return values
