"""The source made fit for parsing: line ends, control characters, limits."""

from __future__ import annotations

import re

from blog.markup.limits import MAX_LINE_CHARACTERS, MAX_LINES, MAX_SOURCE_CHARACTERS, MarkupError
from blog.markup.messages import gettext_noop
from blog.markup.tokens import TOKEN_CHARACTERS

# C0 and C1 controls apart from tab and newline, DEL, and the lone surrogates that no encoding can
# carry. U+0085 and U+2028/2029 are line ends for `str.splitlines` but not for Markdown.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_RESERVED = re.compile(f"[{TOKEN_CHARACTERS}]")
_UNPRINTABLE = re.compile("[\ufffe\uffff\ufdd0-\ufdef]")


def source_lines(source: str) -> list[str]:
    """Split `source` into lines without their ends, cleaned of what no page can show.

    CRLF and CR become line ends, byte order marks and control characters vanish, and the
    private-use characters that the pipeline keeps for itself (`tokens.TOKEN_CHARACTERS`) become
    U+FFFD, so that no author can write a token.

    Raises:
        MarkupError: the source or one of its lines is longer than `limits` allows, or it has too
            many lines.
    """
    if len(source) > MAX_SOURCE_CHARACTERS:
        raise MarkupError(
            gettext_noop(
                "The text has %(length)s characters; the limit is %(maximum)s. Split it into "
                "several posts, for example the parts of a series."
            ),
            length=f"{len(source):,}",
            maximum=f"{MAX_SOURCE_CHARACTERS:,}",
            limit="MAX_SOURCE_CHARACTERS",
        )
    text = source.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text)
    text = _RESERVED.sub("\ufffd", text)
    text = _UNPRINTABLE.sub("\ufffd", text)
    lines = text.removesuffix("\n").split("\n")
    if len(lines) > MAX_LINES:
        raise MarkupError(
            gettext_noop(
                "The text has %(length)s lines; the limit is %(maximum)s. Split it into several "
                "posts, or put data into a file and link to it."
            ),
            length=f"{len(lines):,}",
            maximum=f"{MAX_LINES:,}",
            limit="MAX_LINES",
            line=MAX_LINES + 1,
        )
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE_CHARACTERS:
            raise MarkupError(
                gettext_noop(
                    "Line %(line)s has %(length)s characters; the limit is %(maximum)s. Put "
                    "embedded data into a file and link to it."
                ),
                length=f"{len(line):,}",
                maximum=f"{MAX_LINE_CHARACTERS:,}",
                limit="MAX_LINE_CHARACTERS",
                line=number,
            )
    return lines
