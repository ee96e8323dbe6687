"""The pass over a leaf's text that puts aside what Markdown must not touch.

From left to right: code spans, formulas, raw tags, autolinks, shortcodes. Code wins over all of
them, as in CommonMark (6.1), so code spans are found first. What is put aside becomes a token
(see `tokens`); the rest goes on to the inline parser as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from blog.markup.elements import ALLOWED_TAGS, HEADINGS, KNOWN_TAGS, REMOVED_WITH_CONTENT
from blog.markup.fragments import (
    Fragment,
    InlineCode,
    Literal,
    Mathematics,
    MoreMark,
    RawHtml,
    Video,
)
from blog.markup.inline.bare_addresses import ADDRESS
from blog.markup.limits import MAX_FORMULAS, MAX_TAG_WORDS, MarkupError
from blog.markup.line_marks import with_line
from blog.markup.mathematics import notation
from blog.markup.messages import gettext_noop
from blog.markup.problems import (
    REFUSED_EMBED,
    REMOVED_HTML,
    UNCLOSED_COMMENT,
    UNKNOWN_SHORTCODE,
    UNKNOWN_TAG,
    ProblemLog,
)
from blog.markup.spans import html_code
from blog.markup.spans.author_styles import with_style
from blog.markup.spans.closers import Closers
from blog.markup.spans.code import CodeSpans
from blog.markup.spans.dollars import Dollars
from blog.markup.spans.places import Places
from blog.markup.structure.html_blocks import CLOSE_TAG, OPEN_TAG
from blog.markup.structure.nodes import TextLine
from blog.markup.template_tags import embeds, links, shortcodes
from blog.markup.tokens import Vault

_INTERESTING = re.compile(r"`+|\\|\$\$?|<|\{(?:\{[<%]|\{|%|/\*)")
_TAG = re.compile(rf"{OPEN_TAG}|{CLOSE_TAG}")
# Within a block of HTML, what browsers read as a tag is one, however its attributes are written.
_LOOSE_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>])[^<>]*>")
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\x00-\x20]*)>")
_MAIL = re.compile(r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255})>")
_OUTPUT = re.compile(r"\{\{[^\n{}]{0,999}\}\}")
_BRACKETED_AUTOLINK_SCHEMES = ("http:", "https:", "ftp:", "mailto:", "tel:")
_SHOWN_TAG = re.compile(r"(\{\{[<%])/\*([^\n]{0,999}?)\*/([%>]\}\})")
_LABEL_REFERENCE = re.compile(r"\\(?:eq)?ref\{([^{}\n]{1,100})\}")
_DESTINATION = re.compile(r"<[^<>\n]*>")
_CLOSERS = {"(": r"\)", "[": r"\]", "\\": "\\\\", "b": "\\end"}
_BRACES = re.compile(r"\{+")
_VERBATIM = ("pre", "code", "kbd", "samp")
MORE: Final = re.compile(
    r"<!--[ \t]*(?:more|truncate|excerpt|read[ -]?more|end[ -]?excerpt)[^>\n]{0,80}-->"
    r"|\{/\*[ \t]*truncate[ \t]*\*/\}",
    re.IGNORECASE,
)
"""The marks after which an excerpt says no more, as Hexo, Hugo, WordPress and Docusaurus write."""


class SpanScanner:
    """Scans texts of one source; tokens go into `vault`, what is wrong into `problems`."""

    def __init__(self, vault: Vault[Fragment], problems: ProblemLog) -> None:
        self._vault = vault
        self._problems = problems
        self._formulas = 0
        self.raw_lines: set[int] = set()
        self.labels: frozenset[str] = frozenset()

    def scan_lines(self, lines: Sequence[TextLine]) -> str:
        """Return the text of `lines` joined by newlines, with tokens in it."""
        text = lines[0].text if len(lines) == 1 else "\n".join([line.text for line in lines])
        return self.scan(text, Places(lines))

    def scan_cell(self, text: str, line: TextLine) -> str:
        """Return `text`, one row of a table at `line`, with tokens in it.

        Inside code and formulas of a row `\\|` stands for `|` (GFM, section 4.10).
        """
        return self.scan(text, Places([line]), in_table=True)

    def scan(self, text: str, places: Places, *, in_table: bool = False) -> str:
        if not _INTERESTING.search(text):
            return text
        return _Scan(self, text, places, in_table=in_table).run()

    def scan_html(self, lines: Sequence[TextLine], html: str, *, marked: bool) -> str:
        """Put aside the formulas between the tags of a block of HTML that `lines` hold.

        If it is to be `marked`, the first element on each line is, and every heading.
        """
        return _Scan(self, html, Places(lines), in_html=True, marked=marked).run()

    def put(self, fragment: Fragment) -> str:
        if isinstance(fragment, Mathematics):
            self._formulas += 1
            if self._formulas > MAX_FORMULAS:
                raise MarkupError(
                    gettext_noop(
                        "The text has more than %(maximum)s formulas (the next is on line "
                        "%(line)s). Split it into several posts."
                    ),
                    maximum=f"{MAX_FORMULAS:,}",
                    limit="MAX_FORMULAS",
                    line=fragment.line,
                )
        return self._vault.put(fragment)

    def report(self, kind: str, place: tuple[int, int], **values: str) -> None:
        self._problems.add(kind, line=place[0], column=place[1], **values)


class _Scan:
    """One text on its way from left to right."""

    def __init__(
        self,
        scanner: SpanScanner,
        text: str,
        places: Places,
        *,
        in_table: bool = False,
        in_html: bool = False,
        marked: bool = False,
    ) -> None:
        self._scanner = scanner
        self._text = text
        self._places = places
        self._in_table = in_table
        self._in_html = in_html
        self._marked = marked
        self._marked_line = 0
        self._out: list[str] = []
        self._code = CodeSpans("" if in_html else text)
        self._dollars = Dollars(text, self._code)
        self._closers = Closers(text)
        self._raw = False
        self._last_raw_end = -1
        self._in_anchor = False
        self._in_code_tag = False

    def run(self) -> str:
        text = self._text
        position = 0
        while match := _INTERESTING.search(text, position):
            start = match.start()
            self._plain(text[position:start])
            mark = match[0]
            if mark[0] == "`":
                position = self._code_span(start, match.end())
            elif mark == "\\":
                position = self._backslash(start)
            elif mark[0] == "$":
                position = self._dollar(start, mark)
            elif mark == "<":
                position = self._angle(start)
            else:
                position = self._shortcode(start)
        self._plain(text[position:])
        return "".join(self._out)

    def _plain(self, text: str) -> None:
        """Pass text on; an address inside an author's own `<a>` must not become a second link."""
        if self._in_anchor:
            text = ADDRESS.sub(lambda match: self._scanner.put(Literal(match[0])), text)
        self._out.append(text)

    # Code

    def _code_span(self, start: int, run_end: int) -> int:
        end = self._code.end_of(start)
        if end is None:
            self._out.append(self._text[start:run_end])
            return run_end
        source = self._text[start:end]
        length = run_end - start
        code = source[length:-length].replace("\n", " ")
        if code.startswith(" ") and code.endswith(" ") and code.strip():
            code = code[1:-1]
        if self._in_table:
            code = code.replace("\\|", "|")
        self._put(InlineCode(code, source))
        return end

    # Mathematics

    def _backslash(self, start: int) -> int:
        text = self._text
        following = text[start + 1 : start + 2]
        found = None
        if self._in_code_tag or (
            following in _CLOSERS and not self._closers.soon(_CLOSERS[following], start + 2)
        ):
            pass
        elif following == "(":
            found = notation.parenthesis_formula(text, start)
        elif following == "[":
            found = notation.bracket_formula(text, start)
        elif following == "b":
            found = notation.environment_formula(text, start)
        elif following == "\\":
            found = notation.escaped_formula(text, start)
        elif (match := _LABEL_REFERENCE.match(text, start)) and match[1] in self._scanner.labels:
            found = notation.Found(match[0], match.end(), display=False)
        if found is not None and not self._code.any_between(start, found.end):
            return self._formula(start, found)
        if self._in_html:
            self._out.append("\\")
            return start + 1
        self._out.append(text[start : start + 2])
        return start + 2

    def _dollar(self, start: int, mark: str) -> int:
        text = self._text
        if self._in_code_tag:
            self._out.append(mark)
            return start + len(mark)
        if mark == "$$":
            found = notation.double_dollar_formula(text, start)
            if found is not None and not self._code.any_between(start, found.end):
                return self._formula(start, found)
            self._out.append("$$")
            return start + 2
        # GitHub's $`…`$ keeps Markdown out by a code span.
        code_end = self._code.end_of(start + 1)
        if code_end is not None and text[code_end : code_end + 1] == "$":
            tex = text[start + 1 : code_end].strip("`")
            return self._formula(start, notation.Found(tex, code_end + 1, display=False))
        close = self._dollars.closing(start)
        if close > 0 and not self._code.any_between(start, close):
            found = notation.dollar_formula(text, start, close)
            if found is not None:
                return self._formula(start, found)
        self._out.append("$")
        return start + 1

    def _formula(self, start: int, found: notation.Found) -> int:
        line, column = self._places.at(start)
        tex = found.tex
        if self._in_table:
            tex = tex.replace("\\|", "|")
        if "&" in tex:
            # Written for HTML; `&` and `;` never enclose these words in TeX.
            tex = tex.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        source = self._text[start : found.end]
        self._put(Mathematics(tex.strip(), found.display, source, line, column))
        return found.end

    # Tags and shortcodes

    def _angle(self, start: int) -> int:
        text = self._text
        if not self._in_html:
            if text.startswith("](", start - 2) and (match := _DESTINATION.match(text, start)):
                self._out.append(match[0])
                return match.end()
            if match := _AUTOLINK.match(text, start):
                return self._autolink(match)
            if match := _MAIL.match(text, start):
                address = escape(match[1])
                self._put(RawHtml(f'<a href="mailto:{address}">{address}</a>'))
                return match.end()
        if text.startswith("<!--", start):
            end = self._closers.end_of("-->", start + 4)
            if end > 0:
                self._comment(text[start:end])
                return end
            if self._in_html:
                # As browsers, and so other sites, have it: the rest is comment.
                self._scanner.report(UNCLOSED_COMMENT, self._places.at(start))
                return len(text)
        match = _TAG.match(text, start) or (
            _LOOSE_TAG.match(text, start) if self._in_html else None
        )
        if match is not None and len(match[0].split(None, MAX_TAG_WORDS)) <= MAX_TAG_WORDS:
            return self._tag(start, match)
        self._out.append("&lt;" if self._in_html else "<")
        return start + 1

    def _comment(self, comment: str) -> None:
        """Leave comments out, but for the mark that ends the excerpt."""
        if MORE.match(comment):
            self._put(MoreMark())

    def _autolink(self, match: re.Match[str]) -> int:
        address = match[1]
        if address.lower().startswith(_BRACKETED_AUTOLINK_SCHEMES):
            shown = escape(address)
            self._put(RawHtml(f'<a href="{shown}">{shown}</a>'))
        else:
            self._put(Literal(match[0]))
        return match.end()

    def _tag(self, start: int, match: re.Match[str]) -> int:
        text = self._text
        found = _TAG_NAME.match(match[0])
        name = found[1].lower() if found else ""
        place = self._places.at(start)
        if name not in KNOWN_TAGS or self._is_type(start, match[0], name):
            self._scanner.report(UNKNOWN_TAG, place, tag=match[0])
            self._put(Literal(match[0]))
            return match.end()
        end = match.end()
        if name == "iframe" or name in REMOVED_WITH_CONTENT:
            if not match[0].startswith("</"):
                end = max(end, self._closers.end_of(f"</{name}>", end))
            if name == "iframe":
                self._out.append(self.frame(match[0], place))
            else:
                self._scanner.report(REMOVED_HTML, place, name=name)
            return end
        tag = self._with_addresses(match[0]) if "{{" in match[0] else match[0]
        if self._in_html:
            if name in _VERBATIM and not match[0].startswith("</"):
                close = self._closers.end_of(f"</{name}", end)
                end = close if close > 0 else len(text)
                if name == "pre" and close > 0 and (code := self._code_block(start, end)):
                    self._out.append(f"{self._with_line('<pre>', name, place)}{code}</pre>")
                    return text.find(">", end) + 1 or end
            tag = self._with_line(with_style(tag), name, place)
            self._out.append(tag + text[match.end() : end])
            return end
        if name == "a":
            self._in_anchor = not match[0].startswith("</")
        elif name in _VERBATIM:
            self._in_code_tag = not match[0].startswith("</")
        self._put(RawHtml(with_style(tag)))
        return end

    def _with_line(self, tag: str, name: str, place: tuple[int, int]) -> str:
        """Return a tag with the mark of its line, if it needs one."""
        is_first = place[0] != self._marked_line
        if not self._marked or not (is_first or name in HEADINGS) or tag.startswith("</"):
            return tag
        self._marked_line = place[0]
        return with_line(tag, place[0])

    def _code_block(self, start: int, end: int) -> str:
        """Return the token of the code between `<pre` and `</pre`, or ""."""
        block = html_code.code_block(self._text[start:end] + ">", self._places.at(start)[0])
        return self._scanner.put(block) if block else ""

    def _with_addresses(self, tag: str) -> str:
        """Return a tag with the addresses that Jekyll's outputs in its attributes stand for."""

        def address(output: re.Match[str]) -> str:
            found = links.output_address(output[0])
            return output[0] if found is None else escape(found)

        return _OUTPUT.sub(address, tag)

    def _is_type(self, start: int, tag: str, name: str) -> bool:
        """Whether a tag is a type's name: `List<Object>`; HTML is written in one case."""
        written = tag.strip("</>").split(None, 1)[0]
        if tag.startswith("</") or not written[:1].isupper() or written.isupper():
            return False
        return name not in ALLOWED_TAGS or (start > 0 and self._text[start - 1].isalnum())

    def frame(self, tag: str, place: tuple[int, int]) -> str:
        """Return the token of an `<iframe …>`, or nothing if its host is not allowed."""
        if tag.startswith("</"):
            return ""
        video = embeds.video_from_tag(tag)
        if video is None:
            self._scanner.report(REFUSED_EMBED, place)
            return ""
        return self._scanner.put(Video(video.address, video.title, place[0]))

    def _shortcode(self, start: int) -> int:
        """Translate a tag of a template language, or keep it as text."""
        if comment := MORE.match(self._text, start):
            self._put(MoreMark())
            return comment.end()
        if shown := _SHOWN_TAG.match(self._text, start):
            # Hugo's way to write about its tags.
            self._put(Literal(shown[1] + shown[2] + shown[3]))
            return shown.end()
        closer = "%}" if self._text.startswith("{%", start) else "}}"
        if not self._closers.soon(closer, start + 2):
            return self._output(start)
        match = shortcodes.TAG.match(self._text, start)
        if match is None:
            return self._output(start)
        tag = shortcodes.tag_from(match)
        end = match.end()
        raw = self._raw or self._places.at(start)[0] in self._scanner.raw_lines
        if tag.name in shortcodes.RAW_TAGS:
            if tag.ends_raw is self._raw and (self._raw or self._raw_ends_after(end)):
                self._raw = not self._raw
                return end
        elif not raw and (translated := embeds.translate(tag)) is not None:
            self._put(translated)
            return end
        return self._unknown(start, end, reported=not raw)

    def _output(self, start: int) -> int:
        """Give `{{ "/x" | relative_url }}` its address; keep other outputs as text."""
        match = _OUTPUT.match(self._text, start)
        if match is None:
            # Only the last two braces of a run can begin anything.
            run = _BRACES.match(self._text, start)
            width = max(1, len(run[0]) - 2) if run else 1
            self._out.append(self._text[start : start + width])
            return start + width
        end = match.end()
        raw = self._raw or self._places.at(start)[0] in self._scanner.raw_lines
        address = None if raw else links.output_address(match[0])
        if address is not None and (address or self._text[end : end + 1] == "/"):
            self._put(Literal(address))
            return end
        return self._unknown(start, end, reported=not raw)

    def _unknown(self, start: int, end: int, *, reported: bool) -> int:
        if reported:
            tag = self._text[start:end]
            self._scanner.report(UNKNOWN_SHORTCODE, self._places.at(start), tag=tag)
        self._put(Literal(self._text[start:end]))
        return end

    def _raw_ends_after(self, position: int) -> bool:
        """Whether a tag that ends a raw part comes after `position`."""
        if self._last_raw_end < 0:
            ends = [match.start() for match in shortcodes.RAW_END.finditer(self._text)]
            self._last_raw_end = ends[-1] if ends else 0
        return self._last_raw_end >= position

    def _put(self, fragment: Fragment) -> None:
        self._out.append(self._scanner.put(fragment))
