"""Hostile uses of the signs that Markdown gives a meaning within a line."""

from collections.abc import Callable
from functools import partial
from typing import Final

from blog.markup.limits import MAX_LINE_CHARACTERS, MAX_SOURCE_CHARACTERS

type Source = Callable[[], str]


def filled(piece: str, end: str = "", *, characters: int = MAX_SOURCE_CHARACTERS) -> str:
    """Return `piece` as often as the limits allow, and `end`.

    A piece without a line end is cut into lines of the greatest length allowed.
    """
    room = characters - len(end)
    if "\n" not in piece:
        room = min(room, MAX_LINE_CHARACTERS - len(end))
    return piece * (room // len(piece)) + end


def paragraphs(piece: str) -> str:
    """Return paragraphs of 350 pieces each, as many as the limits allow.

    That is below what one paragraph may have of most signs.
    """
    return filled(piece * 350 + "\n\n")


_PIECES: Final = {
    "brackets": "[",
    "closing brackets": "]",
    "bracket pairs": "[]",
    "brackets with a word": "[a",
    "images": "![",
    "image pairs": "![](",
    "links left open": "[a](b",
    "links in links": "[a](",
    "emphasis runs": "*a **b ",
    "stars": "*",
    "stars and words": "*a ",
    "closing stars": "a* ",
    "underscores": "_a ",
    "stars and underscores": "*_",
    "tildes": "~~a ",
    "marks": "==a ",
    "backticks": "` a ",
    "backslashes": "\\",
    "escapes": "\\*",
    "entities": "&amp;",
    "entities left open": "&a",
    "long numbers of characters": "&#99999999",
    "addresses": "http://a.b/ ",
    "addresses in a row": "http://a.b/",
    "schemes": "a://",
    "colons": "://",
    "www": "www.a ",
    "dots": "www.",
    "mail": "a@b.cc ",
    "mail in a row": "a@",
    "autolinks left open": "<http://a",
    "dollars": "$",
    "dollars and words": "$a ",
    "display dollars": "$$a ",
    "inline formulas left open": "\\(a ",
    "display formulas left open": "\\[a ",
    "environments left open": "\\begin{a}",
    "environments and dollars": "\\begin{a}$",
    "Liquid tags": "{% a ",
    "Hugo tags": "{{< a ",
    "tags of no name": "{% ",
    "tags without space": "{%",
    "outputs left open": "{{ ",
    "escaped formulas left open": "\\\\(a ",
    "braces": "{{",
    "shortcodes": "{{< figure src=a.png >}} ",
    "footnote marks": "[^a] ",
    "footnotes left open": "[^",
    "exclamation marks": "!",
    "quotes": "\"a' ",
    "zero-width spaces": "\u200b",
    "combining marks": "\u0301",
    "Chinese": "字",
    "Chinese and stars": "字**。",
    "emoji families": "👨\u200d👩\u200d👧",
    "right-to-left marks": "\u202eא",
    "private characters": "\ue000",
    "token characters": "\U0010f8f00\U0010f8f1",
    "NUL": "\0",
    "line separators": "\u2028",
    "tabs": "\t",
    "spaces": " ",
    "hard breaks": "a  \n",
    "full-width signs": "＊＊［",
}


def _descending_backticks() -> str:
    return "".join("`" * number + " " for number in range(600, 1, -1))


SOURCES: Final[dict[str, Source]] = {
    **{f"{name}, one line": partial(filled, piece) for name, piece in _PIECES.items()},
    **{f"{name}, paragraphs": partial(paragraphs, piece) for name, piece in _PIECES.items()},
    "backticks, ever fewer": _descending_backticks,
    "a link with a long destination": lambda: f"[a]({filled('b', characters=190_000)})",
    "a link with a long title": lambda: f'[a](b "{filled("c", characters=190_000)}")',
    "a link with deep parentheses": lambda: "[a](" + "(" * 30_000 + ")" * 30_000 + ")",
    "titles left open": lambda: filled('[a](b "'),
    "nested brackets": lambda: filled("[" * 12 + "a" + "]" * 12 + "\n\n"),
    "nested emphasis": lambda: "*a **b " * 340 + "c** d*" * 340,
    "words only": lambda: filled("word word word\n"),
    "a single word": lambda: filled("a"),
}
"""Name → generator of a source."""
