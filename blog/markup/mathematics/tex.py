r"""Reading TeX: groups, arguments, environments, rows and cells.

What is read is a formula of bounded length whose nesting has been checked, so everything here may
scan forward without limits of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from blog.markup.mathematics.reasons import LACKS, LACKS_ARGUMENT, NEVER_CLOSED, TexError

type Handler = Callable[[Reader], str]
"""Reads the arguments of the command at which a reader stands; returns what takes its place."""

_COMMAND = re.compile(r"\\(?:([A-Za-z]+)[ \n]*|(.))", re.DOTALL)
_SPACE = re.compile(r"[ \n]*")
_STRUCTURE = re.compile(
    r"\\(?:begin|end)[ ]*\{[A-Za-z]+\*?\}|\\cr(?![A-Za-z])|\\.|[{}&]", re.DOTALL
)


def group_end(tex: str, start: int, opener: str = "{", closer: str = "}") -> int:
    r"""Return the place after the `closer` that ends the group opened before `start`, or -1.

    Escaped signs do not count, nor does a `]` inside braces when brackets are looked for.
    """
    depth = 1
    position = start
    while position < len(tex):
        character = tex[position]
        if character == "\\":
            position += 1
        elif character == closer:
            depth -= 1
            if depth == 0:
                return position + 1
        elif character == opener:
            depth += 1
        elif character == "{":
            position = group_end(tex, position + 1) - 1
            if position < 0:
                return -1
        position += 1
    return -1


def split_rows(body: str) -> list[str]:
    r"""Return the rows of a table's `body`: what lies between its own `\\` or `\cr`."""
    return _split(body, {"\\\\", "\\cr"})


def split_cells(row: str) -> list[str]:
    """Return the cells of a table's row: what lies between its own `&`."""
    return _split(row, {"&"})


def _split(body: str, separators: set[str]) -> list[str]:
    parts = []
    depth = start = 0
    for match in _STRUCTURE.finditer(body):
        found = match[0]
        if found == "{" or found.startswith("\\begin"):
            depth += 1
        elif found == "}" or found.startswith("\\end"):
            depth -= 1
        elif depth == 0 and found in separators:
            parts.append(body[start : match.start()])
            start = match.end()
    parts.append(body[start:])
    return parts


class Reader:
    """Reads a formula from left to right and rewrites the commands that have a handler.

    Attributes:
        tex: what is read.
        position: where reading goes on.
        command: the name of the command whose handler is at work.
        display: whether the formula stands on lines of its own.
    """

    def __init__(self, tex: str, handlers: Mapping[str, Handler], *, display: bool) -> None:
        self.tex = tex
        self.position = 0
        self.command = ""
        self.display = display
        self._handlers = handlers

    def all(self) -> str:
        """Return the rest of the formula, rewritten.

        Raises:
            TexError: a handler cannot make sense of what it was given.
        """
        out = []
        while match := _COMMAND.search(self.tex, self.position):
            out.append(self.tex[self.position : match.start()])
            handler = self._handlers.get(match[1]) if match[1] else None
            self.position = match.end()
            if handler is None:
                out.append(match[0])
            else:
                self.command = match[1]
                out.append(handler(self))
        out.append(self.tex[self.position :])
        self.position = len(self.tex)
        return "".join(out)

    def rewritten(self, tex: str) -> str:
        """Return `tex`, a part of this formula, with its own commands rewritten."""
        return Reader(tex, self._handlers, display=self.display).all()

    def skip_space(self) -> None:
        """Go past white space."""
        match = _SPACE.match(self.tex, self.position)
        self.position = match.end() if match else self.position

    def next_is(self, text: str) -> bool:
        """Return whether `text` comes next, white space aside, and stay where we are."""
        match = _SPACE.match(self.tex, self.position)
        return self.tex.startswith(text, match.end() if match else self.position)

    def took(self, text: str) -> bool:
        """Go past `text` if it comes next, white space aside; return whether it did."""
        if not self.next_is(text):
            return False
        self.skip_space()
        self.position += len(text)
        return True

    def raw(self) -> str:
        """Return the next argument as written, without its braces.

        Raises:
            TexError: there is none, or its brace is never closed.
        """
        command = self.command
        self.skip_space()
        if self.position >= len(self.tex) or self.tex[self.position] in "}&":
            raise TexError(LACKS_ARGUMENT, command=f"\\{command}")
        if self.tex[self.position] == "{":
            return self._group("{", "}")
        match = _COMMAND.match(self.tex, self.position)
        start = self.position
        self.position = match.end() if match else start + 1
        return self.tex[start : self.position].strip()

    def argument(self) -> str:
        """Return the next argument without its braces, rewritten.

        Raises:
            TexError: as for `raw`.
        """
        return self.rewritten(self.raw())

    def optional(self) -> str | None:
        """Return what the brackets that come next hold, as written; None if there are none.

        Raises:
            TexError: the bracket is never closed.
        """
        if not self.next_is("["):
            return None
        self.skip_space()
        return self._group("[", "]")

    def between(self, opener: str, closer: str) -> str:
        """Return what stands between the delimiters that come next, as written.

        Raises:
            TexError: `opener` does not come next, or `closer` is missing.
        """
        if not self.next_is(opener):
            raise TexError(LACKS, command=f"\\{self.command}", sign=opener)
        self.skip_space()
        return self._group(opener, closer)

    def environment(self, name: str) -> str:
        r"""Return the body of the environment `name` whose `\begin{…}` was read, as written.

        Raises:
            TexError: its `\end` is missing.
        """
        opener, closer = f"\\begin{{{name}}}", f"\\end{{{name}}}"
        start = position = self.position
        depth = 1
        while depth:
            end = self.tex.find(closer, position)
            if end < 0:
                raise TexError(LACKS, command=f"\\begin{{{name}}}", sign=closer)
            depth += self.tex.count(opener, position, end) - 1
            position = end + len(closer)
        self.position = position
        return self.tex[start:end]

    def _group(self, opener: str, closer: str) -> str:
        start = self.position + 1
        if opener == closer:
            end = self.tex.find(closer, start) + 1 or -1
        else:
            end = group_end(self.tex, start, opener, closer)
        if end < 0:
            raise TexError(NEVER_CLOSED, command=f"\\{self.command}", sign=opener)
        self.position = end
        return self.tex[start : end - 1]
