r"""Tags and labels: `\tag`, `\tag*`, `\label`, and where the converter wants them.

It takes tags of plain ASCII in the rows of a numbered environment only. Other texts go through
under a name (`marks.tag_name`), so the other rows keep their automatic numbers; a tag in a table
that is not numbered moves to where one can stand.
"""

from __future__ import annotations

import re

from blog.markup.mathematics.environments import NUMBERED
from blog.markup.mathematics.marks import tag_name
from blog.markup.mathematics.reasons import (
    CANNOT_READ,
    NEVER_CLOSED,
    SEVERAL_TAGS,
    TexError,
)
from blog.markup.mathematics.tex import group_end

_TAG = re.compile(r"\\tag[ ]*(\*?)[ ]*\{")
_LABEL_OR_REFERENCE = re.compile(r"\\(label|eqref)[ ]*\{([^{}]*)\}")
_PLAIN_LABEL = re.compile(r"[A-Za-z0-9.:-]*")
_LABEL = re.compile(r"\\label[ ]*\{[^{}]*\}")
_NUMBERED_BEGIN = re.compile(r"\\begin\{(?:" + "|".join(map(re.escape, sorted(NUMBERED))) + r")\}")
_WHOLE = re.compile(r"\\begin\{(aligned|gathered)\}")
_SIGNS = {
    r"\ast": "∗",
    r"\star": "⋆",
    r"\dag": "†",
    r"\dagger": "†",
    r"\ddag": "‡",
    r"\ddagger": "‡",
    r"\prime": "′",
    r"\circ": "∘",
    r"\bullet": "•",
    r"\spadesuit": "♠",
    r"\clubsuit": "♣",
    r"\heartsuit": "♥",
    r"\diamondsuit": "♦",
    r"\triangle": "△",
    r"\square": "□",
}
_COMMAND = re.compile(r"\\[A-Za-z]+")
_WRAPPED = re.compile(r"\\(?:text|textbf|textit|textrm|mathrm|mathbf|mbox)\{([^{}]*)\}")
_PLAIN_TAG = re.compile(r"[A-Za-z0-9.:\- ]*")


def with_tags(tex: str) -> str:
    r"""Return `tex` with tags that the converter takes, inside an environment that numbers.

    Raises:
        TexError: a tag holds more than text, or several tags have no rows of their own.
    """
    tex = _LABEL_OR_REFERENCE.sub(_plain_label, _named(tex))
    if not _TAG.search(tex) and not _LABEL.search(tex):
        return tex
    if _NUMBERED_BEGIN.search(tex):
        return _hoisted(tex)
    whole = _WHOLE.match(tex)
    if whole and tex.endswith(f"\\end{{{whole[1]}}}") and tex.count(whole[0]) == 1:
        name = {"aligned": "align*", "gathered": "gather*"}[whole[1]]
        inner = tex[whole.end() : -len(f"\\end{{{whole[1]}}}")]
        return f"\\begin{{{name}}}{inner}\\end{{{name}}}"
    return _hoisted(f"\\begin{{equation}}{tex}\\end{{equation}}")


def _plain_label(match: re.Match[str]) -> str:
    """Write a label in digits if it has signs that the converter refuses."""
    name = match[2].strip()
    if not _PLAIN_LABEL.fullmatch(name):
        name = f"x-{name.encode().hex()}"
    return f"\\{match[1]}{{{name}}}"


def _named(tex: str) -> str:
    out = []
    position = 0
    while match := _TAG.search(tex, position):
        end = group_end(tex, match.end())
        if end < 0:
            raise TexError(NEVER_CLOSED, command="\\tag", sign="{")
        text = _text(tex[match.end() : end - 1])
        name = text
        if match[1] or not _PLAIN_TAG.fullmatch(text):
            name = tag_name(text, starred=bool(match[1]))
        out += [tex[position : match.start()], f"\\tag{{{name}}}"]
        position = end
    out.append(tex[position:])
    return "".join(out)


def _text(content: str) -> str:
    """Return what a tag says as text; its few usual signs become characters."""
    text = _WRAPPED.sub(r"\1", content.replace("$", ""))
    text = _COMMAND.sub(lambda match: _SIGNS.get(match[0], match[0]), text)
    text = re.sub(r"\\([#$%&_{} ])", r"\1", text.replace("~", " "))
    if "\\" in text:
        raise TexError(CANNOT_READ, command="\\tag", text=content[:40])
    return text.replace("'", "′") if "$" in content else text


def _hoisted(tex: str) -> str:
    r"""Move the tag of an inner table to the end of the row of the numbered environment around.

    An inner table (`aligned` in `equation`) cannot carry a tag; the equation can carry one.
    """
    out = []
    stack: list[str] = []
    waiting: list[str] = []
    position = 0
    for match in re.finditer(r"\\(?:(begin|end)\{([^{}]*)\}|(?:tag|label)[ ]*\{[^{}]*\})", tex):
        inside = any(name not in NUMBERED for name in stack)
        if match[1] == "begin":
            stack.append(match[2])
        elif match[1] == "end":
            if stack:
                stack.pop()
            if waiting and match[2] in NUMBERED:
                _require_one_tag(waiting)
                out.append(tex[position : match.start()] + "".join(waiting))
                position = match.start()
                waiting = []
        elif inside:
            out.append(tex[position : match.start()])
            position = match.end()
            waiting.append(match[0])
    out.append(tex[position:])
    return "".join(out)


def _require_one_tag(moved: list[str]) -> None:
    if sum(one.startswith("\\tag") for one in moved) > 1:
        raise TexError(SEVERAL_TAGS)
