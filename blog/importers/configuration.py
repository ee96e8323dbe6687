"""A site's own configuration file, as far as an import needs it."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import PurePosixPath

from blog.importers import lenient_yaml
from blog.importers.decoding import NotTextError, decode
from blog.importers.trees import SourceTree, UnreadableFileError

LARGEST_CONFIGURATION = 1_000_000
"""Bytes."""

_JS_TEXT = re.compile(r"\b(url|baseUrl|defaultLocale|title)\s*:\s*(['\"`])(.*?)\2")
_JS_BLOG_PATH = re.compile(r"\bblog\s*:\s*\{[^{}]*?\brouteBasePath\s*:\s*(['\"`])(.*?)\1", re.S)
_JS_DOCS_PATH = re.compile(r"\bdocs\s*:\s*\{[^{}]*?\brouteBasePath\s*:\s*(['\"`])(.*?)\1", re.S)


def load_data(tree: SourceTree, path: str) -> object:
    """Return what a YAML, TOML, JSON or JavaScript file holds; ``{}`` if it cannot be read.

    A site's configuration only improves what its posts say, so that a broken one stops
    nothing. JavaScript is never run: a few texts are picked out of it.
    """
    try:
        text = decode(tree.read(path, limit=LARGEST_CONFIGURATION)).text
    except (UnreadableFileError, NotTextError):
        return {}
    suffix = PurePosixPath(path).suffix.lower()
    try:
        if suffix in (".yml", ".yaml"):
            return lenient_yaml.load(text)[0]
        if suffix == ".toml":
            return tomllib.loads(text, parse_float=str)
        if suffix == ".json":
            return json.loads(text)
    except (lenient_yaml.YamlError, ValueError, RecursionError):
        return {}
    return _from_javascript(text)


def load_mapping(tree: SourceTree, path: str) -> dict[str, object]:
    """Return what a file holds if that is a mapping, with text for keys; else ``{}``."""
    data = load_data(tree, path)
    return {str(key): value for key, value in data.items()} if isinstance(data, Mapping) else {}


def first_mapping(tree: SourceTree, folder: str, names: tuple[str, ...]) -> dict[str, object]:
    """Return the mapping in the first of the named files that is in a folder, else ``{}``."""
    present = frozenset(tree.files)
    for name in names:
        path = f"{folder}/{name}" if folder else name
        if path in present:
            return load_mapping(tree, path)
    return {}


def _from_javascript(text: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for match in _JS_TEXT.finditer(text):
        found.setdefault(match[1], match[3])
    for key, pattern in (("blogPath", _JS_BLOG_PATH), ("docsPath", _JS_DOCS_PATH)):
        path = pattern.search(text)
        if path:
            found[key] = path[2]
    return found
