"""Hostile blocks and HTML: what is nested, repeated, left open, or wide."""

from functools import partial
from typing import Final

from blog.markup.limits import MAX_HTML_DEPTH
from tests.markup.hostile.plain_marks import Source, filled

_PIECES: Final = {
    "quotes": "> ",
    "quotes without spaces": ">",
    "lists": "- ",
    "thematic breaks as lists": "- - - ",
    "numbers": "1. ",
    "quotes and lists": "> - ",
    "comments left open": "<!-- ",
    "comments": "<!-- a -->",
    "CDATA": "<![CDATA[",
    "processing instructions": "<?a ",
    "declarations": "<!A ",
    "tags left open": "<a ",
    "attributes left open": '<a href="',
    "scripts left open": "<script>",
    "closing tags": "</a>",
    "unknown tags": "<x-y>",
    "angle brackets": "<",
    "bold paragraphs": "<b><p>",
    "misnested formatting": "<a><b><i><p></a>",
    "table tags": "<table><tr><td>",
    "closing table tags": "</table></td>",
    "select tags": "<select><option>",
    "templates": "<template>",
    "SVG": "<svg><p>",
    "MathML": "<math><mi>",
    "text areas": "<textarea></textarea>",
    "pre": "<pre>\n",
}
_LINES: Final = {
    "items": "- a\n",
    "items in items": "- a\n  - b\n    - c\n",
    "loose items": "- a\n\n",
    "numbered items": "1. a\n",
    "tasks": "- [ ] a\n",
    "headings": "# a\n",
    "headings of one name": "## 标题\n\n",
    "underlined headings": "a\n===\n",
    "thematic breaks": "---\n",
    "fences left open": "```\na\n\n",
    "fences": "```\na\n```\n",
    "fences of other lengths": "````\n```\n",
    "indented code": "    a\n\n",
    "references": "[a]: b\n",
    "references left open": '[a]: b "\n',
    "references of other names": "[a\\]: b\n[a]\n\n",
    "footnotes": "[^a]: b\n",
    "footnotes in footnotes": "[^a]: b[^a]\n\n",
    "callouts": "> [!NOTE]\n",
    "admonitions": "!!! note\n",
    "colons": "::: note\n",
    "display formulas": "$$\n",
    "aligned formulas": "\\begin{align}\n",
    "tables": "| a |\n|---|\n",
    "rows": "| a | b |\n|---|---|\n" + "| c | d |\n" * 40 + "\n",
    "pipes": "|\n",
    "raw blocks": "{% raw %}\n",
    "highlight blocks": "{% highlight c %}\n",
    "quotes by turns": "> a\nb\n\n",
    "div blocks": "<div>\n\n",
    "details": "<details>\n<summary>a</summary>\n\nb\n\n</details>\n",
    "empty lines": "\n",
    "blank lines": "   \n",
    "term lists": "a\n: b\n\n",
    "tables of contents": "[TOC]\n\n# a\n\n",
    "images": "![a](b.png)\n\n",
    "addresses": "https://a.example/b\n\n",
}


def _deep_html() -> str:
    return "<div>" * (MAX_HTML_DEPTH - 1) + "a" + "</div>" * (MAX_HTML_DEPTH - 1)


def _deep_formatting() -> str:
    return filled("<b><i><u><s>" * 25 + "<p>a\n\n" + "</s></u></i></b>" * 25 + "\n\n")


def _numbered(piece: str, count: int) -> Source:
    return lambda: "".join(piece.replace("N", str(number)) for number in range(count))


SOURCES: Final[dict[str, Source]] = {
    **{f"{name}, one line": partial(filled, piece) for name, piece in _PIECES.items()},
    **{f"{name}, lines": partial(filled, piece.rstrip() + "\n") for name, piece in _PIECES.items()},
    **{f"{name}, as many as fit": partial(filled, piece) for name, piece in _LINES.items()},
    "deep HTML": _deep_html,
    "deep HTML, many times": lambda: (_deep_html() + "\n\n") * 150,
    "deep formatting": _deep_formatting,
    "an attribute with a long value": lambda: f'<a title="{filled("b", characters=190_000)}">c</a>',
    "many attributes": lambda: "<a " + " ".join(f"b{n}=c" for n in range(20_000)) + ">d</a>",
    "a wide table": lambda: "|a" * 5_000 + "|\n" + "|-" * 5_000 + "|\n",
    "a wide table with short rows": lambda: "|a" * 90 + "|\n" + "|-" * 90 + "|\n" + "|\n" * 100,
    "different headings": _numbered("# N\n\n", 3_500),
    "different references": _numbered("[N]: a\n", 40_000),
    "different references, used": _numbered("[N]\n\n[N]: a\n\n", 3_900),
    "different footnotes, used": _numbered("a[^N]\n\n[^N]: b\n\n", 1_900),
    "images that stand nowhere, then lines": lambda: (
        "".join(f"![](a&amp;{number}.png)\n" for number in range(6_000)) + "```\n" + "a\n" * 85_000
    ),
    "nested items, deeper by one": lambda: "".join(" " * (2 * n) + "- a\n" for n in range(600)),
    "quotes, ever deeper": lambda: "".join("> " * (n % 40) + "a\n" for n in range(7_000)),
    "a fence in items": lambda: filled("- ```\n  a\n"),
}
"""Name → generator of a source."""
