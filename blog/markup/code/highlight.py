"""Code as an element: coloured by Pygments with classes only, or plain."""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Callable, Sequence
from typing import Final

from lxml import etree
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import STANDARD_TYPES, Token, _TokenType
from pygments.util import ClassNotFound

from blog.markup.code.info_string import CodeInfo
from blog.markup.code.recent import RecentTokens, Tokens
from blog.markup.fragments import CodeBlock
from blog.markup.limits import (
    MAX_HIGHLIGHTED_BLANK_LINES,
    MAX_HIGHLIGHTED_CHARACTERS,
    MAX_HIGHLIGHTED_LINE,
    MAX_HIGHLIGHTED_TOTAL,
    MAX_HIGHLIGHTING_SECONDS,
)
from blog.markup.problems import CODE_NOT_HIGHLIGHTED, ProblemLog

_BLANK_LINES = re.compile(rf"\n(?:[ \t]*\n){{{MAX_HIGHLIGHTED_BLANK_LINES},}}")

RECENT: Final = RecentTokens()

_TOKENS_BETWEEN_LOOKS: Final = 16
"""How many tokens may come between two looks at the clock."""

PLAIN: Final = frozenset(
    "text txt plain plaintext none nohighlight code output log raw math markup".split()
)
_ALIASES: Final = {
    "c++": "cpp",
    "cc": "cpp",
    "hpp": "cpp",
    "h": "c",
    "c#": "csharp",
    "objectivec": "objective-c",
    "objc": "objective-c",
    "golang": "go",
    "node": "javascript",
    "mjs": "javascript",
    "cjs": "javascript",
    "jsonc": "json",
    "json5": "json",
    "vue": "html",
    "svelte": "html",
    "ejs": "html",
    "gotmpl": "html",
    "go-html-template": "html",
    "ipython": "python",
    "py3": "python",
    "terminal": "console",
    "shell-session": "console",
    "shellsession": "console",
    "bash-session": "console",
    "dos": "batch",
    "bat": "batch",
    "conf": "ini",
    "properties": "ini",
    "env": "ini",
    "proto": "protobuf",
    "tf": "terraform",
    "viml": "vim",
    "latex": "tex",
    "katex": "tex",
    "md": "markdown",
    "mdx": "markdown",
    "jsx": "javascript",
    "tsx": "typescript",
    "wat": "text",
}
"""Words that authors use for languages Pygments knows under another name."""


DIAGRAMS: Final = {
    "mermaid": "mermaid",
    "graphviz": "graphviz",
    "dot": "graphviz",
    "plantuml": "plantuml",
    "puml": "plantuml",
    "sequence": "sequence",
    "seq": "sequence",
    "flow": "flow",
    "flowchart": "flow",
}
"""Words for languages that describe a diagram, and the name that `data-diagram` gives each."""


def language_class(language: str) -> str:
    """Return `language` fit for an attribute: what is not a letter, digit or sign goes."""
    return "".join(c for c in language if c.isalnum() or c in "+#-_.")[:40]


@functools.lru_cache(maxsize=512)
def _lexer_class(language: str) -> Callable[..., Lexer] | None:
    try:
        return find_lexer_class_by_name(language)
    except ClassNotFound:
        return None


def lexer_for(language: str) -> Callable[..., Lexer] | None:
    """Return the class of lexers for an author's word, or None for plain text.

    Each block gets a lexer of its own: some keep what one text told them for the next.
    """
    word = language.lower().strip(".")
    word = _ALIASES.get(word, word)
    if not word or word in PLAIN or len(word) > 40:
        return None
    return _lexer_class(word)


class Highlighter:
    """Turns the code blocks of one source into elements, within the limits."""

    def __init__(self, problems: ProblemLog) -> None:
        self._problems = problems
        self._coloured = 0
        self._seconds = 0.0

    def element(self, code: CodeBlock) -> etree._Element:
        """Return `<div class="highlight" data-language="…"><pre><code>…`.

        The source of a diagram carries `data-diagram` with the name of its language.
        """
        info = code.info
        box = etree.Element("div", {"class": "highlight"})
        box.set("data-block", "")
        if language := language_class(info.language):
            box.set("data-language", language)
        if diagram := DIAGRAMS.get(info.language):
            box.set("data-diagram", diagram)
        if info.title:
            title = etree.SubElement(box, "div", {"class": "highlight-title"})
            title.text = info.title
        pre = etree.SubElement(box, "pre")
        pre.set("tabindex", "0")
        target = etree.SubElement(pre, "code")
        tokens = self._tokens(code)
        if info.highlighted or info.numbered:
            _fill_lines(target, tokens, info)
        else:
            _fill(target, tokens)
        return box

    def _tokens(self, code: CodeBlock) -> Tokens:
        """Return the text of `code` in pieces, each with its class."""
        plain = (("", code.text),)
        kind = lexer_for(code.info.language)
        if kind is None:
            return plain
        lexer = kind(stripnl=False, ensurenl=False)
        self._coloured += len(code.text)
        tokens = None if self._is_too_long(code.text) else self._lexed(lexer, code.text)
        if tokens is None:
            self._problems.add(CODE_NOT_HIGHLIGHTED, line=code.line, column=1)
            return plain
        if "".join(text for _, text in tokens) != code.text:
            # Some lexers change line ends or tabs; the author's text comes first.
            return plain
        return tokens

    def _is_too_long(self, text: str) -> bool:
        return (
            len(text) > MAX_HIGHLIGHTED_CHARACTERS
            or self._coloured > MAX_HIGHLIGHTED_TOTAL
            or any(len(line) > MAX_HIGHLIGHTED_LINE for line in text.split("\n"))
            or _BLANK_LINES.search(text) is not None
        )

    def _lexed(self, lexer: Lexer, text: str) -> Tokens | None:
        """Return the tokens of `text`, or None if they take too long."""
        recent = RECENT.get(lexer.name, text)
        if recent is not None:
            return recent
        tokens: list[tuple[str, str]] = []
        started = time.thread_time()
        for number, (kind, value) in enumerate(lexer.get_tokens(text)):
            tokens.append((_class_of(kind), value))
            if number % _TOKENS_BETWEEN_LOOKS:
                continue
            if self._seconds + time.thread_time() - started > MAX_HIGHLIGHTING_SECONDS:
                self._seconds = MAX_HIGHLIGHTING_SECONDS
                return None
        self._seconds += time.thread_time() - started
        RECENT.keep(lexer.name, text, tuple(tokens))
        return tuple(tokens)


@functools.lru_cache(maxsize=512)
def _class_of(kind: _TokenType) -> str:
    """Return Pygments' short class for `kind` or the nearest kind above it."""
    while kind is not Token:
        name = STANDARD_TYPES.get(kind)
        if name is not None:
            return "" if name in ("w", "") else name
        if kind.parent is None:
            break
        kind = kind.parent
    return ""


def _fill(target: etree._Element, tokens: Sequence[tuple[str, str]]) -> None:
    """Append `tokens` to `target`, neighbours of one class as one element."""
    last: etree._Element | None = None
    last_class = ""
    for name, text in tokens:
        if not text:
            continue
        if not name:
            if last is None:
                target.text = (target.text or "") + text
            else:
                last.tail = (last.tail or "") + text
            if text.strip():
                last_class = ""
            continue
        if last is not None and name == last_class and not last.tail:
            last.text = (last.text or "") + text
            continue
        last = etree.SubElement(target, "span", {"class": name})
        last.text = text
        last_class = name


def _fill_lines(target: etree._Element, tokens: Sequence[tuple[str, str]], info: CodeInfo) -> None:
    """Append `tokens` with an element around each line, for its number or stress."""
    lines: list[list[tuple[str, str]]] = [[]]
    for name, text in tokens:
        for position, piece in enumerate(text.split("\n")):
            if position:
                lines[-1].append(("", "\n"))
                lines.append([])
            if piece:
                lines[-1].append((name, piece))
    if not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, start=1):
        ended = line[-1:] == [("", "\n")]
        classes = "line hl" if number in info.highlighted else "line"
        element = etree.SubElement(target, "span", {"class": classes})
        if info.numbered:
            element.set("data-line", str(number + info.first_line - 1))
        _fill(element, line[:-1] if ended else line)
        # The line end stays outside, so that a line can be a box as wide as the block.
        element.tail = "\n" if ended else None
