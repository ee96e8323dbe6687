"""Link reference definitions at the head of a paragraph (CommonMark 0.31.2, section 4.7)."""

from __future__ import annotations

import re

from blog.markup.character_references import unescaped
from blog.markup.structure.nodes import Block, Paragraph, ReferenceDefinition

_DEFINITION = re.compile(
    r"""
    [ ]{0,3}\[(?P<label>(?:[^\[\]\\]|\\.){1,999})\]:
    [ \t]*\n?[ \t]*
    (?:<(?P<bracketed>(?:[^<>\n\\]|\\.)*)>|(?P<plain>[^\s<]\S*))
    (?P<title_part>
        (?:[ \t]+|[ \t]*\n[ \t]*)
        (?P<title>"(?:[^"\\]|\\.){0,999}"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\))
    )?
    [ \t]*(?:\n|$)
    """,
    re.VERBOSE,
)
_DEFINITION_WITHOUT_TITLE = re.compile(
    r"""
    [ ]{0,3}\[(?P<label>(?:[^\[\]\\]|\\.){1,999})\]:
    [ \t]*\n?[ \t]*
    (?:<(?P<bracketed>(?:[^<>\n\\]|\\.)*)>|(?P<plain>[^\s<]\S*))
    [ \t]*(?:\n|$)
    """,
    re.VERBOSE,
)


def split_off_definitions(paragraph: Paragraph) -> list[Block]:
    """Return the definitions that `paragraph` starts with, then the paragraph if text is left."""
    if not paragraph.lines or not paragraph.lines[0].text.startswith("["):
        return [paragraph]
    text = paragraph.text
    blocks: list[Block] = []
    position = 0
    line = 0
    while text.startswith("[", position):
        match = _DEFINITION.match(text, position)
        match = match or _DEFINITION_WITHOUT_TITLE.match(text, position)
        if match is None or not match["label"].strip():
            break
        address = match["bracketed"] if match["bracketed"] is not None else match["plain"]
        definition = ReferenceDefinition(
            line=paragraph.lines[line].number,
            label=match["label"],
            address=unescaped(address),
            title=_title(match),
        )
        line += text.count("\n", position, match.end())
        position = match.end()
        definition.end_line = paragraph.lines[line - 1 if position < len(text) else -1].number
        blocks.append(definition)
    if position == 0:
        return [paragraph]
    if position < len(text):
        paragraph.lines = paragraph.lines[line:]
        paragraph.line = paragraph.lines[0].number
        blocks.append(paragraph)
    return blocks


def _title(match: re.Match[str]) -> str:
    title = match.groupdict().get("title")
    return unescaped(title[1:-1]).strip() if title else ""
