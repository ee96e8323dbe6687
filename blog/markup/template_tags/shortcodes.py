"""Tags of template languages in a source: Liquid and Hexo `{% x %}`, Hugo `{{< x >}}`, MDX `<X>`.

They are never executed. Those that many blogs share and that have a plain meaning are translated
(code here, containers in `structure.tag_containers`, addresses in `template_links`, the rest in
`embeds`); all others stay visible as typed.
"""

from __future__ import annotations

import functools
import re
import shlex
from dataclasses import dataclass
from typing import Final

from blog.markup.code.info_string import CodeInfo, line_numbers

TAG: Final = re.compile(
    r"\{%-?[ \t]*(?P<liquid>/?[A-Za-z_][\w-]*)"
    r"(?P<liquid_rest>[^%\n]{0,999}(?:%(?!\})[^%\n]{0,999}){0,9})%\}"
    r"|\{\{[<%][ \t]*(?P<hugo>/?[ \t]*[A-Za-z_][\w./-]*)(?P<hugo_rest>[^\n]{0,999}?)[%>]\}\}"
)
"""A tag at any place; one line, because real ones are and a search across lines costs more."""

# What may stand for a tag only where it has a line to itself: a component of MDX, and the comments
# between which NexT and Butterfly write the parts of `{% tabs %}`.
_COMPONENT = re.compile(r"<(/?)([A-Z][A-Za-z]{1,40})((?:[ \t][^<>\n]{0,500})?)>\Z")
_TAB_COMMENT = re.compile(r"<!--[ \t]*(tab|endtab)(?![\w-])([^\n]{0,200}?)-->\Z")

CODE_TAGS: Final = {
    "highlight": "",
    "codeblock": "",
    "code": "",
    "mermaid": "mermaid",
    "plantuml": "plantuml",
    "graphviz": "dot",
    "katex": "math",
    "mathjax": "math",
    "math": "math",
}
"""Tags around code, and the language of those that are for one only."""

_HEXO_OPTIONS: Final = {
    "lang": "language",
    "language": "language",
    "first_line": "linenostart",
    "mark": "hl_lines",
    "line_number": "",
    "highlight": "",
    "wrap": "",
    "url": "",
}
"""Options of Hexo's `{% codeblock %}`, by the names that Hugo gives to what they set."""

_HUGO_OPTION = re.compile(r"(hl_lines|linenostart)=\[?\"?([\d, \"-]+)")

COMMENT_TAG: Final = "comment"
"""The tag around what is for nobody but the author."""

RAW_TAGS: Final = frozenset({"raw", "endraw", "verbatim", "endverbatim"})
"""Tags that tell a template language to keep out: here it is out anyway, so they vanish."""

RAW_END: Final = re.compile(
    r"\{%-?[ \t]*end(?:raw|verbatim)\b|\{\{[<%][ \t]*/[ \t]*(?:raw|verbatim)\b"
)
"""The start of a tag that ends a raw part."""


@dataclass(frozen=True, slots=True)
class Tag:
    """`name` as written, in lower case; `arguments` unsplit; `closing` for `{{< /x >}}`.

    `hugo` is set for `{{< x >}}`, `component` for `<X>`.
    """

    name: str
    arguments: str
    closing: bool
    hugo: bool
    component: bool = False

    @property
    def closer(self) -> str:
        """The `key` of the tag that ends this one."""
        if self.component:
            return f"</{self.name}>"
        return f"/{self.name}" if self.hugo else f"end{self.name}"

    @property
    def key(self) -> str:
        """What tells this tag from all others that could end something."""
        if self.component:
            return f"</{self.name}>" if self.closing else f"<{self.name}>"
        return f"/{self.name}" if self.closing else self.name

    def closes(self, closer: str) -> bool:
        """Whether this is the tag that `closer` (of the opening tag) names."""
        return closer == self.key

    @property
    def ends_raw(self) -> bool:
        """Whether this tag, one of `RAW_TAGS`, is the second of its pair."""
        return self.closing or self.name.startswith("end")

    def words(self) -> list[str]:
        """The arguments split like a shell's; quotes that do not pair are text."""
        return list(_words(self.arguments))

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


@functools.lru_cache(maxsize=64)
def _words(arguments: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(arguments))
    except ValueError:
        return tuple(arguments.split())


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
    if line.startswith("{"):
        match = TAG.match(line)
        return tag_from(match) if match is not None and match.end() == len(line) else None
    if component := _COMPONENT.match(line):
        arguments = component[3].rstrip()
        if arguments.endswith("/"):
            return None
        return Tag(component[2].lower(), arguments.strip(), bool(component[1]), False, True)
    if comment := _TAB_COMMENT.match(line):
        return Tag(comment[1], comment[2].strip(), closing=False, hugo=False)
    return None


def code_info_of(tag: Tag) -> CodeInfo:
    """What the arguments of a code tag ask for.

    Jekyll and Hugo write the language first; Hexo a title, then `lang:x`.
    """
    language = CODE_TAGS.get(tag.name, "")
    title: list[str] = []
    options: dict[str, str] = {}
    for position, word in enumerate(tag.words()):
        key, colon, value = word.partition(":")
        if colon and key in _HEXO_OPTIONS:
            options[_HEXO_OPTIONS[key]] = value
        elif language:
            continue
        elif tag.name == "highlight" and position == 0:
            options["language"] = word
        elif tag.name == "highlight" or "=" in word or "://" in word:
            options.update(_HUGO_OPTION.findall(word))
        else:
            title.append(word)
    written = options.get("linenostart", "")
    first = int(written) if written.isdecimal() and len(written) < 7 else 1
    highlighted = line_numbers(options.get("hl_lines", ""))
    if not tag.hugo:
        # Hexo counts from the first number shown, all others from 1.
        highlighted = frozenset(n - first + 1 for n in highlighted if n >= first)
    numbered = bool(re.search(r"\blinenos\b(?![ ]?=[ ]?\"?false)", tag.arguments))
    return CodeInfo(
        (language or options.get("language", "")).lower(),
        title=" ".join(title),
        highlighted=highlighted,
        numbered=numbered or (bool(written) and not tag.hugo),
        first_line=first,
    )
