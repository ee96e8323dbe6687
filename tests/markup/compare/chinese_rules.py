"""Where GitHub's rules, made for words with spaces between them, fail in Chinese.

Functions on sources change what cmark-gfm is given, so that it does what it would do if the text
had spaces; those on blocks change what came out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from tests.markup.compare.inline import Token
from tests.markup.compare.placeholders import ADDRESS_END, GAP, LETTER, PUNCTUATION, TILDE
from tests.markup.compare.structure import Block, Blocks

_RUN = re.compile(r"(?<!\\)(\*+|~~+)")
_QUOTES = "“”‘’…—"
_SHOWING = frozenset({"code", "image", "note", "break", "video"})
_ADDRESS = re.compile(
    r"(?<![<\"'=\[A-Za-z0-9/.])(?:https?://|ftp://|www\.)[!-;=?-\[\]-~]+", re.IGNORECASE
)
_PART_OF_PATH = re.compile(r"[/=#_%-]\Z")
_DESTINATION_END = re.compile(r"[^\s()]*(?:\([^\s()]*\)[^\s()]*)*[ \t]*(?:\)|[\"'])")
_WORD_BEFORE_WWW = re.compile(r"(?<=[^\x00-\x7f])(?=www\.[A-Za-z0-9])", re.IGNORECASE)
_TILDE_IN_WORD = re.compile(r"(?<=\w)(?<!~)~(?=\w)")


def is_wide(character: str) -> bool:
    """Whether `character` is of a script that is written without spaces, or its punctuation."""
    return (
        character != ""
        and unicodedata.east_asian_width(character) in "WF"
        and unicodedata.category(character) != "So"
        and not character.isspace()
    )


def _is_narrow_punctuation(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] in "PS" and not is_wide(character)


def with_emphasis_beside_chinese(source: str) -> str:
    """Let delimiter runs beside Chinese flank as they would with a space or a word there.

    What is put between a run and a wide character counts as punctuation if narrow punctuation
    stands on the run's other side, else as a letter. This is the proposal for CommonMark that is
    known as CJK-friendly emphasis; runs with no wide character beside them stay as they are.
    """

    def marked(match: re.Match[str]) -> str:
        before = source[match.start() - 1 : match.start()] if match.start() else ""
        after = source[match.end() : match.end() + 1]
        left = right = ""
        if is_wide(before):
            left = PUNCTUATION if _is_narrow_punctuation(after) else LETTER
        if is_wide(after):
            right = PUNCTUATION if _is_narrow_punctuation(before) else LETTER
        return f"{left}{match[0]}{right}"

    return _RUN.sub(marked, source)


def with_bare_addresses_ended(source: str) -> str:
    """End bare addresses where Chinese begins, unless it is plainly part of the path."""

    def ended(match: re.Match[str]) -> str:
        after = source[match.end() : match.end() + 1]
        if not is_wide(after) and after not in tuple(_QUOTES):
            return match[0]
        if _PART_OF_PATH.search(match[0]) and unicodedata.category(after)[0] == "L":
            return match[0]
        if source.endswith("](", 0, match.start()) and _DESTINATION_END.match(source, match.end()):
            return match[0]
        return match[0] + ADDRESS_END

    return _ADDRESS.sub(ended, _WORD_BEFORE_WWW.sub(GAP, source))


def without_tildes_in_words(source: str) -> str:
    """Keep single tildes inside words (`3~5`, `周一~周五`) from striking text through."""
    return _TILDE_IN_WORD.sub(TILDE, source)


def without_chinese_line_ends(blocks: Blocks) -> Blocks:
    """Take out line ends between two Chinese characters, also across emphasis and links."""
    return tuple(_joined(block) if block.kind != "code" else block for block in blocks)


def _joined(block: Block) -> Block:
    out: list[Token] = []
    before = ""
    for index, token in enumerate(block.run):
        if token.kind == "text":
            following = _first_character(block.run[index + 1 :])
            text = _without(token.value, before, following)
            if text:
                out.append(token._replace(value=text))
            before = text.rstrip()[-1:] or before
            continue
        if token.kind in _SHOWING:
            before = "x"
        out.append(token)
    return block._replace(run=tuple(out))


def _first_character(tokens: Iterable[Token]) -> str:
    for token in tokens:
        if token.kind == "text" and token.value.strip():
            return token.value.lstrip()[0]
        if token.kind in _SHOWING:
            return "x"
    return ""


def _without(text: str, before: str, following: str) -> str:
    def decided(match: re.Match[str]) -> str:
        left = text[match.start() - 1] if match.start() else before
        right = text[match.end()] if match.end() < len(text) else following
        return "" if _join(left, right) else match[0]

    return re.sub("\n", decided, text)


def _join(left: str, right: str) -> bool:
    if is_wide(left):
        return is_wide(right) or right in tuple(_QUOTES)
    return left in tuple(_QUOTES) and is_wide(right)
