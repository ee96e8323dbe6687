"""Hostile code in fences: text that makes regular expressions go back, in the usual languages."""

from functools import partial
from typing import Final

from blog.markup.limits import MAX_HIGHLIGHTED_LINE, MAX_HIGHLIGHTED_TOTAL
from tests.markup.hostile.plain_marks import Source

LANGUAGES: Final = """
    python c cpp csharp java javascript typescript go rust ruby php perl lua r matlab julia swift
    kotlin scala haskell ocaml clojure elixir erlang fsharp dart bash powershell batch sql html css
    scss xml json yaml toml ini markdown rst tex diff docker make cmake nginx vim graphql protobuf
    terraform groovy objective-c fortran pascal ada prolog lisp scheme tcl awk nasm gas llvm verilog
    vhdl zig nim crystal solidity jinja django http console pycon
    """.split()
"""As Pygments calls them; what authors of technical articles use."""

_PIECES: Final = (
    "(", "((a", "[[", "{", "<", "<a ", "<!--", "/*", "/* *", "'", '"', '"""', "'''", "`", "\\",
    "\\\n", "$", "${", "#{", "@", "a.", "a::", "a ", "0", "0x", "1e", "::", "::=", "//", "#", "--",
    "=begin\n", "<<A\n", "%w", "r#", "\n", " \n", "\t", "字", "&", ";", "a(", "def a", "function a",
    "class A<",
)  # fmt: skip


def _code(piece: str) -> str:
    """Return as much code as is coloured, in lines as long as are coloured."""
    if "\n" in piece:
        line = piece
    else:
        line = piece * (MAX_HIGHLIGHTED_LINE // len(piece)) + "\n"
    return line * (MAX_HIGHLIGHTED_TOTAL // len(_PIECES) // len(line) or 1)


def _fences(language: str) -> str:
    """Return a fence for every piece, whose code is together as much as is coloured."""
    return "\n".join(f"````{language}\n{_code(piece)}\n````\n" for piece in _PIECES)


SOURCES: Final[dict[str, Source]] = {
    **{f"code: {language}": partial(_fences, language) for language in LANGUAGES},
    "code: numbered lines": lambda: '```python linenos="1"\n' + "a = 1\n" * 6_000 + "```\n",
    "code: highlighted lines": lambda: "```python {1-10000}\n" + "a = 1\n" * 6_000 + "```\n",
    "code: many small blocks": lambda: "```python\na = 1\n```\n\n" * 3_900,
    "code: plain and long": lambda: "```text\n" + "a\n" * 480_000 + "```\n",
    "code: a long info string": lambda: "```python " + 'title="' * 25_000 + "\na\n```\n",
    "code: many line sets": lambda: "```python " + "{1-9999} " * 20_000 + "\na\n```\n",
}
"""Name → generator of a source."""
