"""Front matter in YAML, read the way its author meant it.

Two departures from YAML, both on purpose. Plain scalars stay the text that was typed: a tag
``3.10``, ``yes`` or ``2016`` is no number and no truth value. And what a strict parser
refuses (a title with a colon, a tab, a key given twice) is read line by line instead, as
far as that is safe. Only text, lists and mappings are ever built.
"""

import re
from collections.abc import Iterator

import yaml

LARGEST_BLOCK = 100_000
"""Characters of front matter; the longest seen in real posts is about 3,000."""

MOST_ALIASES = 50
"""Aliases (``*name``) let a few lines stand for gigabytes once they are walked through."""

_JOINED_KEYS = frozenset({"tags", "tag", "categories", "category", "aliases", "redirect_from"})
_KEY_LINE = re.compile(r"""^(["']?)([^\W\d][\w .-]{0,60}?)\1\s*:(.*)$""")
_ITEM_LINE = re.compile(r"^\s*-\s+(.*)$|^\s*-$")


class YamlError(Exception):
    """The text cannot be read even line by line; the message says what is wrong."""


class _TextLoader(yaml.SafeLoader):
    """Builds text, lists and mappings; joins or replaces keys that are given twice."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.aliases = 0
        self.repeated: list[str] = []

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            self.aliases += 1
            if self.aliases > MOST_ALIASES:
                raise yaml.YAMLError("too many aliases")
        return super().compose_node(parent, index)


_TextLoader.yaml_implicit_resolvers = {
    # The merge key keeps its meaning, for it is no value that an author could mean as text.
    "<": [("tag:yaml.org,2002:merge", re.compile(r"^<<$"))],
}


def _construct_mapping(loader: _TextLoader, node: yaml.MappingNode) -> Iterator[dict[str, object]]:
    mapping: dict[str, object] = {}
    yield mapping
    loader.flatten_mapping(node)
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        value = loader.construct_object(value_node, deep=True)
        if key in mapping:
            loader.repeated.append(key)
            if key.lower() in _JOINED_KEYS:
                value = [*_listed(mapping[key]), *_listed(value)]
        mapping[key] = value


def _construct_text(loader: _TextLoader, node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    raise yaml.YAMLError(f"the tag {node.tag} is not allowed")


_TextLoader.yaml_constructors = {
    "tag:yaml.org,2002:map": _construct_mapping,
    "tag:yaml.org,2002:seq": yaml.SafeLoader.construct_yaml_seq,
    None: _construct_text,
}


def load(text: str) -> tuple[object, tuple[str, ...]]:
    """Return the value of a YAML text and sentences about what had to be mended.

    Scalars are text; ``{}`` stands for an empty document. Raise YamlError if the text
    is too long, too deep, or neither YAML nor lines of ``key: value``.
    """
    if len(text) > LARGEST_BLOCK:
        raise YamlError(f"the front matter is longer than {LARGEST_BLOCK:,} characters")
    try:
        value, repeated = _load_strictly(text)
    except yaml.YAMLError as error:
        return _load_by_line(text, problem=_told(error))
    return value, tuple(f"“{key}” is given more than once." for key in repeated)


def _load_strictly(text: str) -> tuple[object, list[str]]:
    loader = _TextLoader(text)
    try:
        value = loader.get_single_data()
    except RecursionError as error:
        raise YamlError("the front matter is nested too deeply") from error
    except ValueError as error:
        raise yaml.YAMLError(str(error)) from error
    finally:
        loader.dispose()
    return ({} if value is None else value), loader.repeated


def _told(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return f"line {mark.line + 1}: {problem}" if mark is not None else problem


def _load_by_line(text: str, *, problem: str) -> tuple[dict[str, object], tuple[str, ...]]:
    values: dict[str, object] = {}
    warnings = [f"It is not valid YAML ({problem}) and was read line by line."]
    for key, first, more in _chunks(text):
        try:
            value = _chunk_value(first, more)
        except YamlError:
            warnings.append(f"“{key}” could not be read.")
            continue
        if key in values and key.lower() in _JOINED_KEYS:
            value = [*_listed(values[key]), *_listed(value)]
        values[key] = value
    if not values:
        raise YamlError(problem)
    return values, tuple(warnings)


def _chunks(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (key, rest of its line, lines below) for each key at the left margin."""
    current: tuple[str, str, list[str]] | None = None
    for line in text.split("\n"):
        match = _KEY_LINE.match(line)
        if match:
            if current:
                yield current
            current = (match[2].strip(), match[3].strip(), [])
        elif current and not line.startswith("#"):
            current[2].append(line.replace("\t", "  "))
    if current:
        yield current


def _chunk_value(first: str, more: list[str]) -> object:
    while more and not more[-1].strip():
        more.pop()
    chunk = "\n".join([f"value: {first}", *more])
    try:
        value, _ = _load_strictly(chunk)
    except yaml.YAMLError:
        value = None
    if isinstance(value, dict) and set(value) == {"value"}:
        found: object = value["value"]
        return found
    items = [_ITEM_LINE.match(line) for line in more if line.strip()]
    if not first and items and all(items):
        return [_unquoted((item[1] or "").strip()) for item in items if item]
    if not any(line.strip() for line in more):
        return _unquoted(first)
    raise YamlError("neither a line nor a list")


def _unquoted(text: str) -> str:
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
