"""The Markdown files of a folder, without their front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from blog.importers.decoding import NotTextError, decode
from blog.markup import MarkupError
from blog.markup.source import source_lines

SUFFIXES = (".md", ".markdown")

_FRONT_MATTER = re.compile(
    r"\A\s*(?:-{3,}[ \t]*\n.*?^(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)"
    r"|\+{3}[ \t]*\n.*?^\+{3}[ \t]*(?:\n|\Z))",
    re.DOTALL | re.MULTILINE,
)
_KEY = re.compile(r"^[\"']?\w[\w .-]{0,60}[\"']?[ \t]*[:=]", re.MULTILINE)
# Hexo lets an author leave out the line of hyphens at the top.
_LATE = re.compile(r"\A(?:[A-Za-z_]\w*:[^\n]*\n(?:[ \t-][^\n]*\n)*)+-{3,}[ \t]*(?:\n|\Z)")


class Article(NamedTuple):
    """A text to compare; `text` has LF line ends and no front matter."""

    path: Path
    text: str


class Unreadable(NamedTuple):
    """A file that is no text or goes over a limit, with the reason."""

    path: Path
    reason: str


def articles_in(folder: Path) -> Iterator[Article | Unreadable]:
    """Give the Markdown files below `folder` by name, and those that cannot be read.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is not a folder.")
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES):
        if not path.is_file():
            continue
        try:
            decoded = decode(path.read_bytes())
            text = "\n".join(source_lines(without_front_matter(decoded.text))) + "\n"
        except (NotTextError, MarkupError, OSError) as error:
            yield Unreadable(path, str(error))
        else:
            yield Article(path, text)


def without_front_matter(text: str) -> str:
    """Return `text` from the end of its YAML or TOML front matter on; else all of it."""
    match = _FRONT_MATTER.match(text) or _LATE.match(text)
    if match is None or not (_KEY.search(match[0]) or not match[0].strip("-+. \t\n")):
        return text
    return text[match.end() :]
