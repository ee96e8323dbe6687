"""The info string of a fence: ```` ```python {1,3-5} title="a.py" ````.

CommonMark 0.31 (section 4.5) gives its first word to the language and leaves the rest open. The
rest is read as Docusaurus, Hugo, Hexo, VitePress and Pandoc write it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from blog.markup.character_references import unescaped

_LANGUAGE_IN_BRACES = re.compile(r"^\{\s*\.([\w+#.-]+)([^}]*)\}")
# {python}, {r, echo=FALSE} and {code-block} python, of notebooks and their kin.
_CELL = re.compile(r"^\{([A-Za-z][\w+#-]*)(?:[ \t,]([^}]*))?\}[ \t]*([\w+#-]*)")
_CODE_DIRECTIVES = frozenset({"code", "code-block", "code-cell", "sourcecode", "highlight"})
_FIRST_WORD = re.compile(r"^[^\s{,:=\"']+")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'{},]+))")
_LINE_SET = re.compile(r"\{([\d\s,-]+)\}")
_LINE_RANGE = re.compile(r"^(\d{1,6})(?:-(\d{1,6}))?$")
_NUMBERED = re.compile(
    r"(?:^|[\s{.])(?:linenos|linenums|line-numbers|numberLines|showLineNumbers)\b"
)
_MARKED_LINES = re.compile(r"hl_lines[ ]*=[ ]*(?:\[([\d ,\"'-]*)\]|[\"']([\d ,-]*)[\"']|([\d,-]+))")
_FILE_NAME = re.compile(r"^[\w./-]+\.\w+$")
_MAX_LINES = 10_000
_MAX_CHARACTERS = 1_000
_MAX_RANGES = 100


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """What an info string asks for.

    `language` is the author's word in lower case ("" when there is none), `title` a caption or
    file name, `highlighted` the numbers of the lines to stress (from 1), `numbered` whether lines
    show their numbers, `first_line` the number of the first.
    """

    language: str = ""
    title: str = ""
    highlighted: frozenset[int] = frozenset()
    numbered: bool = False
    first_line: int = 1


def parse_info_string(info: str) -> CodeInfo:
    """Read the text after the opening fence; unknown parts are ignored."""
    info = unescaped(info.strip()[:_MAX_CHARACTERS])
    if not info:
        return CodeInfo()
    language = ""
    if braces := _LANGUAGE_IN_BRACES.match(info):
        language, rest = braces[1], braces[2] + info[braces.end() :]
    elif cell := _CELL.match(info):
        directive = cell[1].lower() in _CODE_DIRECTIVES
        language, rest = cell[3] if directive else cell[1], cell[2] or ""
    elif word := _FIRST_WORD.match(info):
        language, rest = word[0], info[word.end() :]
        if rest.startswith(":") and " " not in rest:
            # ```js:src/app.js
            return CodeInfo(language.lower(), title=rest[1:])
    else:
        rest = info
    attributes = {
        m[1].lower(): next(v for v in (m[2], m[3], m[4], "") if v is not None)
        for m in _ATTRIBUTE.finditer(rest)
    }
    title = attributes.get("title") or attributes.get("filename") or attributes.get("caption") or ""
    if not title:
        words = _LINE_SET.sub(" ", _ATTRIBUTE.sub(" ", rest)).replace("}", " ").split()
        title = next((word for word in words if _FILE_NAME.match(word)), "")
    if not title:
        # Hexo takes what follows the language for a title; other words are other systems' options.
        title = " ".join(word for word in words if not word.isascii())
    lines = ",".join(match[1] for match in _LINE_SET.finditer(rest))
    if not lines and (marked := _MARKED_LINES.search(rest)):
        lines = re.sub("[\"']", "", next(part for part in marked.groups() if part is not None))
    numbers = attributes.get("linenos", attributes.get("linenums", "")).lower()
    first = attributes.get("linenostart", attributes.get("startline", ""))
    if not first and numbers.isdecimal():
        first = numbers
    return CodeInfo(
        language=language.lower(),
        title=title,
        highlighted=line_numbers(lines),
        numbered=(numbers not in ("", "false"))
        or bool(_NUMBERED.search(_ATTRIBUTE.sub(" ", rest))),
        first_line=int(first) if first.isdecimal() and len(first) < 7 else 1,
    )


def line_numbers(ranges: str) -> frozenset[int]:
    """Expand `1,3-5` to {1, 3, 4, 5}; parts that are no range are left out."""
    numbers: set[int] = set()
    for part in re.split(r"[\s,]+", ranges)[:_MAX_RANGES]:
        if match := _LINE_RANGE.match(part.strip()):
            start = int(match[1])
            end = int(match[2] or start)
            if start <= end <= _MAX_LINES:
                numbers.update(range(start, end + 1))
    return frozenset(numbers)
