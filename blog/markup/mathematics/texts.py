r"""`\text{…}` and its like: words in a formula, with mathematics and signs of TeX among them."""

from __future__ import annotations

import re
from typing import Final

from blog.markup.mathematics.tex import Handler, Reader

_MATHEMATICS = re.compile(r"(?<!\\)\$([^$]*)\$|\\\((.*?)\\\)", re.DOTALL)
_COLOURED = re.compile(r"\\(?:textcolor|colorbox|color)(?![A-Za-z])")
_BARE_SIGN = re.compile(r"(?<!\\)[_&#%]")
_QUOTES: Final = (("``", "“"), ("''", "”"))


def text(reader: Reader) -> str:
    r"""Return the text command at which `reader` stands: `\text{if $x$}` becomes `\text{if }{x}`.

    Raises:
        TexError: its argument is missing.
    """
    if reader.command == "fbox":
        return f"\\boxed{{{set_text(reader, 'text', reader.raw())}}}"
    return set_text(reader, reader.command, reader.raw())


def set_text(reader: Reader, command: str, words: str) -> str:
    """Return `words` set by the text command `command`, what is mathematics in them rewritten."""
    if _COLOURED.search(words):
        return _with_colours(reader, command, words)
    pieces = []
    position = 0
    for match in _MATHEMATICS.finditer(words):
        pieces.append(_plain(command, words[position : match.start()]))
        pieces.append(f"{{{reader.rewritten(match[1] or match[2] or '')}}}")
        position = match.end()
    pieces.append(_plain(command, words[position:]))
    return "".join(pieces) or "{}"


def _plain(command: str, words: str) -> str:
    if not words:
        return ""
    for typed, sign in _QUOTES:
        words = words.replace(typed, sign)
    return f"\\{command}{{{_BARE_SIGN.sub(lambda match: chr(92) + match[0], words)}}}"


def _with_colours(reader: Reader, command: str, words: str) -> str:
    """Words that change colour: the coloured parts are mathematics that holds text."""
    out = []
    position = 0
    while match := _COLOURED.search(words, position):
        out.append(set_text(reader, command, words[position : match.start()]))
        part = Reader(words, {}, display=False)
        part.position, part.command = match.end(), match[0][1:]
        model = part.optional()
        colour = part.raw()
        inner = part.raw() if match[0] != "\\color" else words[part.position :]
        position = part.position if match[0] != "\\color" else len(words)
        chosen = f"[{model}]" if model else ""
        command_name = "\\colorbox" if match[0] == "\\colorbox" else "\\textcolor"
        content = inner if command_name == "\\colorbox" else f"\\{command}{{{inner}}}"
        out.append(reader.rewritten(f"{command_name}{chosen}{{{colour}}}{{{content}}}"))
    out.append(set_text(reader, command, words[position:]))
    return "".join(piece for piece in out if piece != "{}")


TEXT_COMMANDS: Final[dict[str, Handler]] = dict.fromkeys(
    "text textbf textit textrm texttt textsf fbox".split(), text
)
