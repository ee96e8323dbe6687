"""Tags of template languages in a source: Liquid and Hexo `{% x %}`, Hugo `{{< x >}}`.

They are never executed. Those that many blogs share and that have a plain meaning are translated
(see `CODE_TAGS`, `CALLOUT_TAGS` and `inline.shortcode_html`); all others stay visible as typed.
"""

from __future__ import annotations

import functools
import re
import shlex
from dataclasses import dataclass
from typing import Final

from blog.markup.code.info_string import CodeInfo

TAG: Final = re.compile(
    r"\{%-?[ \t]*(?P<liquid>/?[A-Za-z_][\w-]*)"
    r"(?P<liquid_rest>[^%\n]{0,999}(?:%(?!\})[^%\n]{0,999}){0,9})%\}"
    r"|\{\{[<%][ \t]*(?P<hugo>/?[ \t]*[A-Za-z_][\w./-]*)(?P<hugo_rest>[^\n]{0,999}?)[%>]\}\}"
)
"""A tag at any place; one line, because real ones are and a search across lines costs more."""

CODE_TAGS: Final = frozenset({"highlight", "codeblock", "code"})
"""Tags around code."""

RAW_TAGS: Final = frozenset({"raw", "endraw", "verbatim", "endverbatim"})
"""Tags that tell a template language to keep out: here it is out anyway, so they vanish."""

CALLOUT_TAGS: Final = frozenset({"note", "admonition", "notice", "alert", "callout", "hint", "tip"})
"""Tags around a note set apart."""

QUOTE_TAGS: Final = frozenset({"blockquote", "quote", "pullquote", "centerquote", "cq"})
"""Tags around a quotation."""


@dataclass(frozen=True, slots=True)
class Tag:
    """`name` as written, in lower case; `arguments` unsplit; `closing` for `{{< /x >}}`."""

    name: str
    arguments: str
    closing: bool
    hugo: bool

    @property
    def closer(self) -> str:
        """The name that the tag ending this one has, as `closes` compares it."""
        return f"/{self.name}" if self.hugo else f"end{self.name}"

    def closes(self, closer: str) -> bool:
        """Whether this is the tag that `closer` (of the opening tag) names."""
        return closer == (f"/{self.name}" if self.closing else self.name)

    def words(self) -> list[str]:
        """The arguments split like a shell's; quotes that do not pair are text."""
        try:
            return shlex.split(self.arguments)
        except ValueError:
            return self.arguments.split()

    def parameter(self, name: str, position: int | None = None) -> str:
        """Return the argument called `name`, or the one at `position`, or ""."""
        plain = []
        for word in self.words():
            key, equals, value = word.partition("=")
            if equals and key.isidentifier():
                if key == name:
                    return value
            else:
                plain.append(word)
        if position is not None and position < len(plain):
            return plain[position]
        return ""


def tag_from(match: re.Match[str]) -> Tag:
    """Read the match of `TAG`."""
    if (name := match["liquid"]) is not None:
        rest = match["liquid_rest"].rstrip("-")
        hugo = False
    else:
        name, rest = match["hugo"], match["hugo_rest"].rstrip("/ ")
        hugo = True
    closing = name.startswith("/")
    return Tag(name.lstrip("/ \t").lower(), rest.strip(), closing, hugo)


@functools.lru_cache(maxsize=64)
def tag_alone(line: str) -> Tag | None:
    """Return the tag that makes up the whole of `line`, if one does."""
    line = line.strip()
    if not line.startswith("{"):
        return None
    match = TAG.match(line)
    if match is None or match.end() != len(line):
        return None
    return tag_from(match)


def code_info_of(tag: Tag) -> CodeInfo:
    """What the arguments of a code tag ask for.

    Jekyll and Hugo write the language first; Hexo a title, then `lang:x`.
    """
    language = ""
    title: list[str] = []
    for position, word in enumerate(tag.words()):
        key, colon, value = word.partition(":")
        if colon and key in {"lang", "language"}:
            language = value
        elif colon and key in {"line_number", "highlight", "first_line", "mark", "wrap", "url"}:
            continue
        elif tag.name == "highlight":
            if position == 0:
                language = word
        elif "=" not in word and "://" not in word:
            title.append(word)
    numbered = bool(re.search(r"\blinenos\b", tag.arguments))
    return CodeInfo(language.lower(), title=" ".join(title), numbered=numbered)
