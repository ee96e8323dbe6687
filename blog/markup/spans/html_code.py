"""Code that an author's HTML holds: `<pre><code class="language-python">…`.

Exports of WordPress, CSDN, Zhihu and notebooks are full of it. It becomes a code block like any
other, so that it is coloured, counted as code, and `[code]` in an excerpt. What an exporter has
coloured is coloured anew: its classes would mean nothing here.
"""

from __future__ import annotations

import re
from html import unescape

from blog.markup.code.info_string import CodeInfo
from blog.markup.fragments import CodeBlock
from blog.markup.tokens import defuse_references

_OPENING = re.compile(r"<pre\b([^<>]*)>\s*<code\b([^<>]*)>", re.IGNORECASE)
_CLOSING = re.compile(r"</code\s*>\s*</pre\s*>\Z", re.IGNORECASE)
_CLASS = re.compile(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|prism)-([\w+#.-]+)")
_LINE_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_COLOUR = re.compile(r"</?(?:span|font)\b[^<>]*>", re.IGNORECASE)


def code_block(html: str, line: int) -> CodeBlock | None:
    """Return the code of `html`, which begins with `<pre` and ends with `</pre>`.

    None if it holds no `<code>`, or HTML that means more than colours.
    """
    opening = _OPENING.match(html)
    closing = _CLOSING.search(html)
    if opening is None or closing is None:
        return None
    code = html[opening.end() : closing.start()]
    if "<" in code:
        code = _COLOUR.sub("", _LINE_BREAK.sub("\n", code))
        if "<" in code:
            return None
    text = unescape(defuse_references(code)).removeprefix("\n").rstrip()
    language = _language(opening[2]) or _language(opening[1])
    return CodeBlock(f"{text}\n", CodeInfo(language), line)


def _language(attributes: str) -> str:
    names = _CLASS.search(attributes)
    if names is None:
        return ""
    match = _LANGUAGE.search(next(part for part in names.groups() if part is not None))
    return match[1].lower() if match else ""
