"""Constructs that GitHub's Markdown does not have, translated for it or taken out of both texts.

A construct with a plain GFM counterpart is translated in cmark-gfm's source only (a callout is a
quote to it), so that what it holds is compared. One without a counterpart gives its place to a
neutral word in both sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from blog.markup.elements import KNOWN_TAGS
from tests.markup.compare.placeholders import hidden
from tests.markup.compare.renderers import fenced_lines

_TAG = re.compile(
    r"\{%-?[ \t]*(?P<liquid>/?[A-Za-z_][\w-]*)(?P<rest>(?:[^%\n]|%(?!\}))*)%\}"
    r"|\{\{[<%][ \t]*(?P<hugo>/?[ \t]*[A-Za-z_][\w./-]*)[^\n]*?[%>]\}\}"
    r"|\{\{[^\n{}]+\}\}"
)
_CODE_TAGS = frozenset({"highlight", "codeblock", "code"})
_COMPONENT_LINE = re.compile(r"[ \t]*</?[A-Z][A-Za-z]*(?:[ \t][^<>]*)?/?>[ \t]*\Z")
_MDX_COMMENT = re.compile(r"\{/\*.*?\*/\}")
_ELEMENT = re.compile(
    r"</?([A-Za-z][A-Za-z0-9-]*)"
    r"(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?>",
    re.ASCII,
)
# In a line, `<?` is Java's wildcard; at its start it may begin a block of HTML.
_WILDCARD = re.compile(r"(?<=\w)<(\?)")
_COLONS = re.compile(r"(?P<indent>[ \t>]*)(?P<colons>:{3,})[ \t]*(?P<kind>\w[\w-]*)?.*\Z")
_ADMONITION = re.compile(r"(?P<indent>[ \t]*)(?:(?:!!!|\?\?\?\+?)[ \t]+\w|===\+?[ \t]+\").*\Z")
_GITHUB = re.compile(r"(?P<quote>[ \t>]*>[ \t]*)\[!\w+\][+-]?.*\Z")
_DEFINITION = re.compile(r"[ ]{0,3}:[ \t]+(?=\S)")
_IMAGE_SIZE = re.compile(r"(?<=[^\s(])[ \t]+=(?:\d+%?)?[xX*](?:\d+%?)?(?=[ \t]*(?:\)|[\"'(]))")
_OBSIDIAN_EMBED = re.compile(
    r"!\[\[([^\[\]|\n]{1,300}\.(?:png|jpe?g|gif|webp|svg|avif|bmp))(?:\|[^\[\]\n]{0,200})?\]\]",
    re.IGNORECASE,
)
_OBSIDIAN_SIZE = re.compile(r"(!\[[^\[\]|]{0,200})\|[1-9][0-9]{0,4}(?:x[0-9]{1,5})?(?=\]\()")
_BARE_PIPE = re.compile(r"(?<!\\)\|")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")


def without_template_tags(source: str) -> str:
    """Put neutral words, or nothing, in the place of template tags; code tags become fences.

    A tag that opens or closes something on a line of its own leaves a blank line; one that stands
    alone, or inside a line, leaves the word `TAG`.
    """
    fenced = fenced_lines(source)
    lines = source.split("\n")
    closers = {
        name
        for number, line in enumerate(lines, start=1)
        if number not in fenced
        for name in _closing_names(line)
    }
    out: list[str] = []
    closing = ""
    for number, line in enumerate(lines, start=1):
        if closing:
            ends = closing in _closing_names(line)
            out.append(_indent(line) + "`````" if ends else line)
            closing = "" if ends else closing
            continue
        match = _TAG.match(line.strip())
        if number in fenced or match is None or match.end() != len(line.strip()):
            out.append(line if number in fenced else _TAG.sub("TAG", line))
            continue
        name = _name(match)
        if name in _CODE_TAGS and name in closers:
            closing = name
            out.append(f"{_indent(line)}`````{_language(match)}")
        elif name.lstrip("/").removeprefix("end") in closers or name in ("raw", "endraw"):
            out.append("")
        else:
            out.append(_TAG.sub("TAG", line))
    return "\n".join(out)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _name(match: re.Match[str]) -> str:
    name = match["liquid"] or match["hugo"] or ""
    return name.replace(" ", "").lower()


def _closing_names(line: str) -> set[str]:
    """Return what the tag on `line` closes, if the line is one closing tag."""
    match = _TAG.match(line.strip())
    if match is None or match.end() != len(line.strip()):
        return set()
    name = _name(match)
    if name.startswith("/"):
        return {name[1:]}
    return {name.removeprefix("end")} if name.startswith("end") else set()


def _language(match: re.Match[str]) -> str:
    words = match[0].strip("{}<>% \t-").split()[1:]
    for word in words:
        if word.startswith(("lang:", "language:")):
            return word.partition(":")[2]
    if _name(match) == "highlight" and words:
        return words[0].strip("\"'")
    return ""


def without_components(source: str) -> str:
    """Take out lines that are one MDX component's tag, and MDX's comments."""
    fenced = fenced_lines(source)
    return "\n".join(
        line if number in fenced else ("" if _is_component(line) else _MDX_COMMENT.sub("", line))
        for number, line in enumerate(source.split("\n"), start=1)
    )


def _is_component(line: str) -> bool:
    if not _COMPONENT_LINE.match(line):
        return False
    found = _ELEMENT.search(line)
    return found is not None and found[1].lower() not in KNOWN_TAGS


def with_unknown_elements_as_text(source: str) -> str:
    """Keep what is no element of HTML (`List<String>`) from being read as a tag."""

    def shown(match: re.Match[str]) -> str:
        known = match[1].lower() in KNOWN_TAGS
        return match[0] if known else f"<{hidden(match[0][1:-1])}>"

    return _WILDCARD.sub(lambda match: f"<{hidden(match[1])}", _ELEMENT.sub(shown, source))


def with_callouts_as_quotes(source: str) -> str:
    """Translate callouts (`> [!NOTE]`, `:::tip`, `!!! note`) to quotes without their titles."""
    fenced = fenced_lines(source)
    lines = [
        "\0" + line if number in fenced else line
        for number, line in enumerate(source.split("\n"), start=1)
    ]
    return "\n".join(_translated(lines)).replace("\0", "")


def _translated(lines: list[str]) -> Iterator[str]:
    index = 0
    while index < len(lines):
        line = lines[index]
        if match := _GITHUB.match(line):
            yield match["quote"].rstrip()
        elif (match := _COLONS.match(line)) and match["kind"]:
            end = _end_of_colons(lines, index, len(match["colons"]))
            inside = [text.removeprefix(match["indent"]) for text in lines[index + 1 : end]]
            while end == len(lines) and inside and not inside[-1].strip():
                inside.pop()
            yield from _quoted(match["indent"], inside)
            index = end
        elif match := _ADMONITION.match(line):
            end = index + 1
            deeper = match["indent"] + "    "
            while end < len(lines) and (
                lines[end].lstrip("\0").startswith(deeper) or not lines[end].strip()
            ):
                end += 1
            inside = [_outdented(text, deeper) for text in lines[index + 1 : end]]
            yield from _quoted(match["indent"], inside)
            index = end - 1
        else:
            yield line
        index += 1


def _outdented(line: str, indent: str) -> str:
    mark = "\0" if line.startswith("\0") else ""
    return mark + line.removeprefix(mark).removeprefix(indent)


def _end_of_colons(lines: list[str], opening: int, colons: int) -> int:
    depth = 1
    for index in range(opening + 1, len(lines)):
        match = _COLONS.match(lines[index])
        if match is None:
            continue
        if match["kind"]:
            depth += 1
        elif len(match["colons"]) >= colons:
            depth = 0 if len(match["colons"]) > 3 else depth - 1
            if depth <= 0:
                return index
    return len(lines)


def _quoted(indent: str, inside: list[str]) -> Iterator[str]:
    yield indent.rstrip()
    yield f"{indent}>"
    for line in _translated(inside):
        mark = "\0" if line.startswith("\0") else ""
        yield f"{mark}{indent}> {line.removeprefix(mark)}"
    yield indent.rstrip()


def with_definitions_as_quotes(source: str) -> str:
    """Translate lists of definitions to paragraphs (terms) and quotes (definitions)."""
    fenced = fenced_lines(source)
    lines = source.split("\n")
    out: list[str] = []
    inside = False
    for number, line in enumerate(lines, start=1):
        match = _DEFINITION.match(line)
        previous = out[-1] if out else ""
        if number in fenced and not inside:
            out.append(line)
        elif match and (inside or _is_term(lines, number - 1)):
            while out and not out[-1].strip():
                out.pop()
            if not previous.startswith(">") and not inside:
                _part_terms(out)
            out += ["", f"> {line[match.end() :]}"]
            inside = True
        elif inside and (line.startswith(("    ", "\t")) or not line.strip()):
            out.append(f"> {line.removeprefix('    ').removeprefix(chr(9))}".rstrip())
        elif inside and previous.strip("> ") and not _starts_terms(lines, number - 1):
            out.append(line)
        else:
            if inside:
                out.append("")
            inside = False
            out.append(line)
    return "\n".join(out)


def _is_term(lines: list[str], index: int) -> bool:
    """Whether the line before `lines[index]`, or before one blank line, is a paragraph's."""
    before = lines[index - 1] if index else ""
    if not before.strip() and index > 1:
        before = lines[index - 2]
    return bool(before.strip()) and not before.startswith((" ", "\t", "#", ">", "|", "```"))


def _starts_terms(lines: list[str], index: int) -> bool:
    following = next((n for n in range(index + 1, len(lines)) if lines[n].strip()), 0)
    return bool(following) and _DEFINITION.match(lines[following]) is not None


def _part_terms(out: list[str]) -> None:
    """Make each line of the paragraph at the end of `out` a paragraph."""
    start = len(out)
    while start and out[start - 1].strip():
        start -= 1
    terms = out[start:]
    del out[start:]
    for term in terms:
        out += [term, ""]


def without_image_sizes(source: str) -> str:
    """Take out `=100x50` after the address of an image."""
    return _outside_code(source, lambda text: _IMAGE_SIZE.sub("", text))


def without_obsidian_pictures(source: str) -> str:
    """Write Obsidian's pictures as Markdown does, without their sizes."""

    def change(text: str) -> str:
        text = _OBSIDIAN_EMBED.sub(lambda match: f"![](<{match[1].strip()}>)", text)
        return _OBSIDIAN_SIZE.sub(r"\1", text)

    return _outside_code(source, change)


def _outside_code(source: str, change: Callable[[str], str]) -> str:
    """Return `source` with `change` made to what is neither fenced code nor a code span."""
    fenced = fenced_lines(source)
    return "\n".join(
        line if number in fenced else _outside_spans(line, change)
        for number, line in enumerate(source.split("\n"), start=1)
    )


def _outside_spans(line: str, change: Callable[[str], str]) -> str:
    out = []
    position = 0
    for match in _CODE_SPAN.finditer(line):
        out += [change(line[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*out, change(line[position:])])


def with_pipes_kept_in_code(source: str) -> str:
    """Keep a `|` inside a code span from ending a cell of a table."""

    def kept(match: re.Match[str]) -> str:
        return _BARE_PIPE.sub(hidden("|"), match[0])

    return "\n".join(
        _CODE_SPAN.sub(kept, line) if line.count("|") > 1 and "`" in line else line
        for line in source.split("\n")
    )
